import type { EpochRecord, Metrics } from '../../study/trial.ts';

/** The best epoch of a trial, from which another trial resumes. */
export interface Checkpoint {
  readonly weights: Uint8Array;
  /** The optimizer's state after the same epoch; without it, training resumes with a new optimizer. */
  readonly optimizer?: Uint8Array | undefined;
  /** The records of the untrained model and of all epochs up to the checkpoint's own, which is the last. */
  readonly history: readonly EpochRecord[];
}

/** The checkpoint's epoch and its metrics. */
export function epochOf({ history }: Checkpoint): { readonly epoch: number; readonly metrics: Metrics } {
  const last = history.at(-1);
  if (last === undefined) throw new Error('a checkpoint without its epochs');
  return last;
}
