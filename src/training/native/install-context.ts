import { join } from 'node:path';
import { HpsearchError } from '../../faults/errors.ts';

/** The temporary folder (the workshop) in which an installation is built, and the caller's hooks. */
export interface InstallContext {
  readonly folder: string;
  /** Aborted when the user stops the installation. */
  readonly signal: AbortSignal;
  /** Called as each step begins. */
  onStep(title: string): void;
  /** Called with a line that stays visible after the step. */
  onNote(line: string): void;
}

/** Native TensorFlow cannot be installed here: a tool is missing, a host cannot be reached, the disk is full. */
export class NativeInstallError extends HpsearchError {
  override readonly name = 'NativeInstallError';
}

/** The folder of tfjs-node in the workshop. */
export function packageFolder({ folder }: Pick<InstallContext, 'folder'>): string {
  return join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
}
