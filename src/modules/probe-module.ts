import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../files/built-file.ts';
import type { ModuleDescription } from './module-description.ts';
import { thrownText, type UserPlace, userPlace } from './thrown-text.ts';

export interface ModuleFailure {
  readonly kind: 'failed';
  readonly reason: string;
  readonly place: UserPlace | undefined;
  readonly isSyntaxError: boolean;
}

export function moduleFailure(error: unknown): ModuleFailure {
  const isSyntaxError = error instanceof SyntaxError;
  return { kind: 'failed', reason: thrownText(error), place: userPlace(error), isSyntaxError };
}

/** The messages of the thread that imports a module. */
export type ModuleNews =
  | {
      readonly kind: 'described';
      readonly description: ModuleDescription;
      readonly replaced: string[];
      /** The thread's answer to `question`; absent without one. */
      readonly answer?: string | undefined;
    }
  | ModuleFailure
  | { readonly kind: 'exits'; readonly place: UserPlace | undefined };

/**
 * Imports the module at this path in a separate thread, which is terminated afterwards: a module that never ends, exits
 * or replaces globals does so there. `question` is put to its exports by the thread. Never rejects.
 */
export function probeModule(path: string, mostSeconds: number, question?: unknown): Promise<ModuleNews> {
  const thread = startModuleThread('read-module.js', { url: pathToFileURL(path).href, question });
  const reason = 'its import does not finish';
  const unfinished = { kind: 'failed', reason, place: undefined, isSyntaxError: false } as const;
  let timer: NodeJS.Timeout | undefined;
  return new Promise<ModuleNews>((resolve) => {
    timer = setTimeout(() => resolve(unfinished), mostSeconds * 1000);
    thread.on('message', resolve);
    thread.on('error', (error) => resolve(moduleFailure(error)));
    // The thread exited with nothing left that could settle the import.
    thread.on('exit', () => resolve(unfinished));
  }).finally(() => {
    clearTimeout(timer);
    return thread.terminate();
  });
}

/** A thread of this file of `workers`, to run a user's module. It reports its errors by messages. */
export function startModuleThread(file: string, workerData: unknown): Worker {
  const thread = new Worker(builtFile(`workers/${file}`), { workerData, ...threadFlags(process.execArgv) });
  // An error that nothing listens to would end this process.
  thread.on('error', () => {});
  return thread;
}

/**
 * A thread inherits Node's flags, such as a TypeScript loader, unless `execArgv` is given. V8's flags, such as
 * `--max-old-space-size`, are refused in `execArgv`. It must be given after `node --input-type=module -e …`, whose
 * flags a thread refuses.
 */
export function threadFlags(flags: readonly string[]): { execArgv?: string[] } {
  if (!flags.some((flag) => flag.startsWith('--input-type'))) return {};
  return { execArgv: flags.filter((flag) => !/^--(input-type|max[-_]|stack[-_]|expose[-_])/.test(flag)) };
}
