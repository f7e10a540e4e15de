import { type Random, randomFor } from '../../statistics/random.ts';

/** The keys from which all randomness of a training derives. */
export interface StreamKeys {
  /** The study's seed. */
  readonly seed: number;
  /** The sampler's number of the trial, or any other number that is unique in the study. */
  readonly trial: number;
  /** Distinguishes a continuation or a repetition from the trial's first training. */
  readonly branch?: readonly (number | string)[];
}

/** The random stream of a training for one purpose. */
export function streamOf(
  { seed, trial, branch = [] }: StreamKeys,
  purpose: 'training' | 'noise' | 'shuffle',
): Random {
  return randomFor(seed, trial, ...branch, purpose);
}
