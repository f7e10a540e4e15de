import type { EpochRecord, Metrics } from '../../study/trial.ts';

/** The best epoch of a trial, which another one goes on from. */
export interface Checkpoint {
  readonly weights: Uint8Array;
  /** The optimizer's state that belongs to them; a new optimizer takes its place where it was not kept. */
  readonly optimizer?: Uint8Array | undefined;
  /** The untrained model, and the epochs that led here; the last is the checkpoint's own. */
  readonly history: readonly EpochRecord[];
}

/** Which epoch it is, and what was measured then. */
export function epochOf({ history }: Checkpoint): { readonly epoch: number; readonly metrics: Metrics } {
  const last = history.at(-1);
  if (last === undefined) throw new Error('a checkpoint without its epochs');
  return last;
}
