import { thrownText } from '../modules/thrown-text.ts';
import type { Failure } from '../study/trial.ts';

/** The failure of a trial whose worker was ended at the deadline. */
export function timeout(timeoutSeconds: number): Failure {
  return { kind: 'timeout', message: `did not end within ${timeoutSeconds} s (training.timeoutSeconds)` };
}

/** The failure of a worker that was ended before it began: a user's module may have an import that never resolves. */
export function loadTimeout(seconds: number): Failure {
  return {
    kind: 'timeout',
    message: `its worker did not load within ${seconds} s: a module's import does not finish`,
  };
}

/** The failure of a worker that was ended on request. */
export const givenUp: Failure = { kind: 'crash', message: 'the trial was given up' };

/** A worker's death as a failure. A thread may throw anything, even a value without a message. */
export function deathOf(error: unknown): Failure {
  const message = thrownText(error);
  const { code } = (error ?? {}) as { code?: unknown };
  const isMemory = code === 'ERR_WORKER_OUT_OF_MEMORY' || /out of memory|allocation failed/i.test(message);
  return { kind: isMemory ? 'memory' : 'crash', message };
}

/** Signals that a terminal or a service manager sends to all processes of a command to end them. */
const endings: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * True if a signal meant for the whole search ended the process before it could ignore such signals. This says nothing
 * about the trial.
 */
export function isInterruption(signal: NodeJS.Signals | null): boolean {
  return endings.includes(signal);
}

/** The failure of a worker's process that ended unexpectedly. */
export function deathOfProcess(code: number | null, signal: NodeJS.Signals | null): Failure {
  if (signal === null) return { kind: 'crash', message: `the worker's process exited with code ${code}` };
  const hint = signal === 'SIGKILL' ? ', as the system does when memory runs out' : '';
  return { kind: 'crash', message: `the worker's process was ended by ${signal}${hint}` };
}

/** The failure of a worker whose process was ended because it exceeded its memory limit. */
export function overMemory(heldBytes: number, maxBytes: number): Failure {
  const message = `held ${gigabytes(heldBytes)}, more than the ${gigabytes(maxBytes)} that its process may have`;
  return { kind: 'memory', message };
}

/** Formats bytes in GiB, or in MiB below one GiB: the units of the limit. */
function gigabytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes < 1024 ? `${mebibytes.toFixed(0)} MB` : `${(mebibytes / 1024).toFixed(2)} GB`;
}

/** The failure of a worker whose answer is no TaskAnswer; a rejection with null looks the same here. */
export function noAnswer(answer: unknown): Failure {
  return { kind: 'crash', message: `the worker gave ${thrownText(answer)} for an answer` };
}

/** The failure when no worker starts. `error` is the last worker's error, if there is one. */
export function noWorker(error: unknown): Failure {
  const reason = error === undefined ? 'it ends while it loads' : thrownText(error);
  return { kind: 'crash', message: `no worker starts: ${reason}` };
}
