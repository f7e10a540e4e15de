import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
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

/** What the thread says that imports a module. */
export type ModuleNews =
  | { readonly kind: 'described'; readonly description: ModuleDescription; readonly replaced: string[] }
  | ModuleFailure
  | { readonly kind: 'exits'; readonly place: UserPlace | undefined };

/** A thread is a JavaScript file, which stands in the built package alone, wherever this module was loaded from. */
const packageFile = createRequire(import.meta.url).resolve('hpsearch/package.json');
const threadFile = join(packageFile, '../dist/workers/read-module.js');

/**
 * Imports the module of this path in a thread of its own, which is ended afterwards: a module that never ends, exits or
 * replaces what all code shares does it there. Never rejects.
 */
export function probeModule(path: string, mostSeconds: number): Promise<ModuleNews> {
  const thread = new Worker(threadFile, {
    workerData: { url: pathToFileURL(path).href },
    ...threadFlags(process.execArgv),
  });
  const reason = 'its import does not finish';
  const unfinished = { kind: 'failed', reason, place: undefined, isSyntaxError: false } as const;
  let timer: NodeJS.Timeout | undefined;
  return new Promise<ModuleNews>((resolve) => {
    timer = setTimeout(() => resolve(unfinished), mostSeconds * 1000);
    thread.on('message', resolve);
    thread.on('error', (error) => resolve(moduleFailure(error)));
    // Nothing was left in it that could settle what its import waits for.
    thread.on('exit', () => resolve(unfinished));
  }).finally(() => {
    clearTimeout(timer);
    return thread.terminate();
  });
}

/**
 * A thread inherits Node's flags, such as a loader of TypeScript, unless they are given: then V8's, such as
 * `--max-old-space-size`, are refused. They have to be given after `node --input-type=module -e …`, which a thread refuses.
 */
export function threadFlags(flags: readonly string[]): { execArgv?: string[] } {
  if (!flags.some((flag) => flag.startsWith('--input-type'))) return {};
  return { execArgv: flags.filter((flag) => !/^--(input-type|max[-_]|stack[-_]|expose[-_])/.test(flag)) };
}
