import { thrownText } from '../modules/thrown-text.ts';
import type { Failure } from '../study/trial.ts';

/** The deadline passed, and the worker was ended. */
export function timeout(timeoutSeconds: number): Failure {
  return { kind: 'timeout', message: `did not end within ${timeoutSeconds} s (training.timeoutSeconds)` };
}

/** The worker was ended before it had begun: a module of the user's may import what never comes. */
export function loadTimeout(seconds: number): Failure {
  return {
    kind: 'timeout',
    message: `its worker did not load within ${seconds} s: a module's import does not finish`,
  };
}

/** A worker's death as a failure. What is thrown in a thread may be anything, and need not have a message. */
export function deathOf(error: unknown): Failure {
  const message = thrownText(error);
  const { code } = (error ?? {}) as { code?: unknown };
  const isMemory = code === 'ERR_WORKER_OUT_OF_MEMORY' || /out of memory|allocation failed/i.test(message);
  return { kind: isMemory ? 'memory' : 'crash', message };
}

/** Signals that a terminal or a service manager sends to all processes of a command to end it. */
const endings: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * True for a process that was told to end before it could leave that to the coordinator: somebody ends the whole search,
 * and nothing is said of the trial.
 */
export function isInterruption(signal: NodeJS.Signals | null): boolean {
  return endings.includes(signal);
}

/** The end of a worker's process, which nobody here had asked for. */
export function deathOfProcess(code: number | null, signal: NodeJS.Signals | null): Failure {
  if (signal === null) return { kind: 'crash', message: `the worker's process exited with code ${code}` };
  const hint = signal === 'SIGKILL' ? ', as the system does when memory runs out' : '';
  return { kind: 'crash', message: `the worker's process was ended by ${signal}${hint}` };
}

/** The worker's process was ended, for it held more than it may. */
export function overMemory(heldBytes: number, maxBytes: number): Failure {
  const message = `held ${gigabytes(heldBytes)}, more than the ${gigabytes(maxBytes)} that its process may have`;
  return { kind: 'memory', message };
}

/** In GiB, and below one in MiB: the units of the limit. */
function gigabytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes < 1024 ? `${mebibytes.toFixed(0)} MB` : `${(mebibytes / 1024).toFixed(2)} GB`;
}

/** The worker answered, and not with the end of a task: to reject with null looks the same from here. */
export function noAnswer(answer: unknown): Failure {
  return { kind: 'crash', message: `the worker gave ${thrownText(answer)} for an answer` };
}

/** `error` is what the last of them died of, when it said so. */
export function noWorker(error: unknown): Failure {
  const reason = error === undefined ? 'it ends while it loads' : thrownText(error);
  return { kind: 'crash', message: `no worker starts: ${reason}` };
}
