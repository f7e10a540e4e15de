import { type Random, randomFor } from '../../statistics/random.ts';

/** What all randomness of a training derives from. */
export interface StreamKeys {
  /** The study's. */
  readonly seed: number;
  /** The sampler's count of the trial, or any other number that no other trial of the study has. */
  readonly trial: number;
  /** Sets a training apart from the trial's first: a continuation, a repetition. */
  readonly branch?: readonly (number | string)[];
}

/** The stream of a training that serves this purpose alone. */
export function streamOf(
  { seed, trial, branch = [] }: StreamKeys,
  purpose: 'training' | 'noise' | 'shuffle',
): Random {
  return randomFor(seed, trial, ...branch, purpose);
}
