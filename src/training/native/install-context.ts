import { join } from 'node:path';
import { HpsearchError } from '../../faults/errors.ts';

/** Where an installation is put together before it gets its name, and who watches. */
export interface InstallContext {
  readonly folder: string;
  /** Aborted when the user stops the installation. */
  readonly signal: AbortSignal;
  /** Called as each step begins. */
  onStep(title: string): void;
  /** One line that is worth keeping. */
  onNote(line: string): void;
}

/** Native TensorFlow cannot be installed here: a tool is missing, a host cannot be reached, the disk is full. */
export class NativeInstallError extends HpsearchError {
  override readonly name = 'NativeInstallError';
}

/** The tfjs-node that the workshop holds. */
export function packageFolder({ folder }: Pick<InstallContext, 'folder'>): string {
  return join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
}
