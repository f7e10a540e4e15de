import { Worker, type WorkerOptions } from 'node:worker_threads';
import { builtFile } from './built-file.ts';

/**
 * Starts a thread of the built file `path` to help this one, which can do without. Undefined where the system allows no
 * further thread; `onEnd` is called when it has ended, or cannot go on.
 */
export function startHelper(path: string, options: WorkerOptions, onEnd: () => void): Worker | undefined {
  try {
    // Without a listener, an error would end this thread.
    return new Worker(builtFile(path), { ...options, execArgv: [] }).on('error', onEnd).on('exit', onEnd);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_INIT_FAILED') return undefined;
    throw error;
  }
}
