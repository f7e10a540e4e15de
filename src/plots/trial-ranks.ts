import { stateCodes, type TrialColumns } from './columns/trial-columns.ts';
import type { StudyHead } from './study-head.ts';

/** How a trial is coloured: the best group in gold, all others in one blue, those without a value apart. */
export const tones = ['trial', 'best', 'fail'] as const;
export type Tone = (typeof tones)[number];

/**
 * By place, from 0 for the best value to 1 for the worst; NaN without a value. Equal values share the better rank.
 */
export function rankShares({ objective }: StudyHead, { value }: TrialColumns): Float64Array {
  const places = Array.from(value.keys()).filter((place) => !Number.isNaN(value[place]));
  const sign = objective.direction === 'minimize' ? 1 : -1;
  places.sort((one, other) => sign * ((value[one] as number) - (value[other] as number)) || one - other);
  const shares = new Float64Array(value.length).fill(Number.NaN);
  let share = 0;
  for (const [rank, place] of places.entries()) {
    const isEqual = rank > 0 && value[place] === value[places[rank - 1] as number];
    if (!isEqual) share = rank / Math.max(1, places.length - 1);
    shares[place] = share;
  }
  return shares;
}

/** By place, a place in `tones`. */
export function trialTones({ best, tied }: StudyHead, { trial, state }: TrialColumns): Uint8Array {
  const gold = new Set(best === null ? tied : [best, ...tied]);
  const failed = stateCodes.indexOf('failed');
  return Uint8Array.from(trial, (number, place) => (gold.has(number) ? 1 : state[place] === failed ? 2 : 0));
}

/** Weights of lines by place, whole numbers around 64: the better a trial, the darker its line. */
export function rankWeights(shares: Float64Array): Int32Array {
  return Int32Array.from(shares, weightOf);
}

function weightOf(share: number): number {
  if (Number.isNaN(share)) return 64;
  const closeness = (1 - share) * (1 - share);
  return Math.round(16 + 200 * closeness * closeness);
}
