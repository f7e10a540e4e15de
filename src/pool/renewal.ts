import type { Failure } from '../study/trial.ts';
import type { TaskAnswer, TaskEnd } from './messages.ts';

/**
 * When to replace a worker between two trials. WebAssembly memory never shrinks, and a process rarely returns all
 * memory that native code freed. So a worker that has grown by more than `grownBytes` is replaced after it has worked
 * for `workedSeconds`; its successor's half second of loading is then at most a fiftieth of the time.
 */
export interface RenewalRule {
  readonly grownBytes: number;
  readonly workedSeconds: number;
}

const mebibyte = 2 ** 20;
export const threadRule: RenewalRule = { grownBytes: 256 * mebibyte, workedSeconds: 25 };
/** The rule for a whole process; the library of native TensorFlow alone takes more than 400 MB of it. */
export const processRule: RenewalRule = { grownBytes: 768 * mebibyte, workedSeconds: 25 };

/** The rule for a thread in a process that is replaced as a whole. */
export const neverRenewed: RenewalRule = { grownBytes: Number.POSITIVE_INFINITY, workedSeconds: 0 };

/** The time that a worker has spent on tasks, and whether it is due to be replaced. */
export interface Renewal {
  /** Takes a task's answer and the seconds the worker spent on it. Returns true if the worker must be replaced. */
  isDue(answer: TaskAnswer, seconds: number): boolean;
  /** Call it when the worker has been replaced. */
  reset(): void;
}

export function createRenewal({ grownBytes, workedSeconds }: RenewalRule): Renewal {
  let worked = 0;
  return {
    isDue(answer, seconds) {
      worked += seconds;
      if (mayHaveBroken(answer)) return true;
      return (answer.grownBytes ?? 0) > grownBytes && worked >= workedSeconds;
    },
    reset() {
      worked = 0;
    },
  };
}

/** After an interruption, especially a lack of memory, a backend may compute wrong results. */
function mayHaveBroken(end: TaskEnd): boolean {
  if (end.kind === 'lost') return end.failure.kind === 'crash';
  const kind = failureOf(end)?.kind;
  return kind === 'memory' || kind === 'crash';
}

function failureOf(end: TaskEnd): Failure | undefined {
  return end.kind === 'recorded' && end.outcome.state === 'failed' ? end.outcome.failure : undefined;
}

/**
 * Call it once a thread has loaded its module; the returned function gives the bytes by which its memory has grown
 * since. Counts only this thread's JavaScript heap and, in `external`, its typed arrays and WebAssembly memory.
 */
export function watchGrowth(): () => number {
  const heldBytes = () => {
    const { heapTotal, external } = process.memoryUsage();
    return heapTotal + external;
  };
  const startBytes = heldBytes();
  return () => heldBytes() - startBytes;
}
