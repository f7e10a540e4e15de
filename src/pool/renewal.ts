import type { Failure } from '../study/trial.ts';
import type { TaskAnswer, TaskEnd } from './messages.ts';

/**
 * When a worker is replaced between two trials. WebAssembly memory never shrinks, and a process seldom gives back all
 * that native code has freed: a worker that keeps more than `grownBytes` is ended once it has worked `workedSeconds`,
 * so that the half second which its successor takes to load is at most a fiftieth of the time.
 */
export interface RenewalRule {
  readonly grownBytes: number;
  readonly workedSeconds: number;
}

const mebibyte = 2 ** 20;
export const threadRule: RenewalRule = { grownBytes: 256 * mebibyte, workedSeconds: 25 };
/** Of a whole process, in which the library of native TensorFlow takes more than 400 MB by itself. */
export const processRule: RenewalRule = { grownBytes: 768 * mebibyte, workedSeconds: 25 };

/** For a thread whose process is replaced as a whole. */
export const neverRenewed: RenewalRule = { grownBytes: Number.POSITIVE_INFINITY, workedSeconds: 0 };

/** The time that a worker has spent on tasks, and whether it is due to be replaced. */
export interface Renewal {
  /** Takes a task's answer, and how long the worker worked on it. True: replace the worker. */
  isDue(answer: TaskAnswer, seconds: number): boolean;
  /** Another worker is there. */
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

/** A backend that was interrupted, above all by a lack of memory, need not compute rightly afterwards. */
function mayHaveBroken(end: TaskEnd): boolean {
  if (end.kind === 'lost') return end.failure.kind === 'crash';
  const kind = failureOf(end)?.kind;
  return kind === 'memory' || kind === 'crash';
}

function failureOf(end: TaskEnd): Failure | undefined {
  return end.kind === 'recorded' && end.outcome.state === 'failed' ? end.outcome.failure : undefined;
}

/**
 * Called when a thread has loaded its module: says by how much its memory has grown since. Of this thread alone: its
 * JavaScript heap, and in `external` its typed arrays and its WebAssembly memory.
 */
export function watchGrowth(): () => number {
  const heldBytes = () => {
    const { heapTotal, external } = process.memoryUsage();
    return heapTotal + external;
  };
  const startBytes = heldBytes();
  return () => heldBytes() - startBytes;
}
