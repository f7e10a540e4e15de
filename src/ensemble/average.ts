import type { EnsembleWeigher } from './method.ts';

/** The best candidates with equal weights. */
export const average: EnsembleWeigher =
  ({ candidates }) =>
  (size) =>
    candidates.map((_, index) => (index < size ? 1 / Math.min(size, candidates.length) : 0));
