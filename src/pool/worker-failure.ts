import { inspect } from 'node:util';
import type { Failure } from '../study/trial.ts';
import type { TaskEnd } from './messages.ts';

/** The deadline passed, and the worker was ended. */
export function timeout(timeoutSeconds: number): Failure {
  return { kind: 'timeout', message: `did not end within ${timeoutSeconds} s (training.timeoutSeconds)` };
}

/** A worker's death as a failure. What is thrown in a thread may be anything, and need not have a message. */
export function deathOf(error: unknown): Failure {
  const message = describeThrown(error);
  const { code } = (error ?? {}) as { code?: unknown };
  const isMemory = code === 'ERR_WORKER_OUT_OF_MEMORY' || /out of memory|allocation failed/i.test(message);
  return { kind: isMemory ? 'memory' : 'crash', message };
}

/** The worker answered, and not with the end of a task: to reject with null looks the same from here. */
export function noAnswer(answer: unknown): Failure {
  return { kind: 'crash', message: `the worker gave ${describeThrown(answer)} for an answer` };
}

/** `error` is what the last of them died of, when it said so. */
export function noWorker(error: unknown): Failure {
  const reason = error === undefined ? 'it ends while it loads' : describeThrown(error);
  return { kind: 'crash', message: `no worker starts: ${reason}` };
}

export function isTaskEnd(answer: unknown): answer is TaskEnd {
  return typeof (answer as Partial<TaskEnd> | null | undefined)?.kind === 'string';
}

/** The first line of its message, or of what it is. */
function describeThrown(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  const words = [message, thrown].find((each) => typeof each === 'string' && each.trim() !== '');
  const text = typeof words === 'string' ? words.trim() : inspect(thrown, { breakLength: Infinity });
  return text.split(/[\r\n]/)[0] ?? text;
}
