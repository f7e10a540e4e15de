import type { EnsembleWeigher } from './method.ts';

/** The best candidates, all alike. */
export const average: EnsembleWeigher =
  ({ candidates }) =>
  (size) =>
    candidates.map((_, index) => (index < size ? 1 / Math.min(size, candidates.length) : 0));
