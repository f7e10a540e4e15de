import type { ParameterGrid } from '../parameter-grid.ts';
import { categoricalDensity, numericDensity, pearsonDivergence } from './parzen.ts';
import type { RankedParameter } from './ranked-places.ts';

/** Fewer trials in which a parameter is active show nothing of it. */
const fewestActive = 2;

/** The number of trials at each point. */
export interface PlaceCounts {
  readonly all: Float64Array;
  readonly best: Float64Array;
}

/** Counts a parameter's points in all trials and in the first `best`; `weights` count trials more than once. */
export function countPlaces(
  { grid, places }: RankedParameter,
  best: number,
  weights?: Float64Array,
): PlaceCounts {
  const all = new Float64Array(grid.size);
  const top = new Float64Array(grid.size);
  for (let rank = 0; rank < places.length; rank++) {
    const place = places[rank] as number;
    if (place < 0) continue;
    const weight = weights === undefined ? 1 : (weights[rank] as number);
    all[place] = (all[place] as number) + weight;
    if (rank < best) top[place] = (top[place] as number) + weight;
  }
  return { all, best: top };
}

/** The trials and the best trials of a question, active or not. */
export interface Totals {
  readonly all: number;
  readonly best: number;
}

/**
 * How much the distribution of a parameter among the best trials differs from that among all: Pearson's divergence, by
 * the shares of the trials in which it is active (Theorem 4.2 of Conditional PED-ANOVA, arXiv:2601.20800).
 */
export function divergenceOf(
  grid: ParameterGrid,
  { all, best }: PlaceCounts,
  totals: Totals,
  allDensity = densityOf(grid, all),
): number {
  const active = sumOf(all);
  const activeBest = sumOf(best);
  if (active < fewestActive || activeBest === 0) return 0;
  const shareOfBest = activeBest / totals.best;
  const shareOfAll = active / totals.all;
  return (shareOfBest ** 2 / shareOfAll) * pearsonDivergence(densityOf(grid, best), allDensity);
}

export function densityOf(grid: ParameterGrid, counts: Float64Array): Float64Array {
  return grid.isCategorical ? categoricalDensity(counts) : numericDensity(counts);
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum;
}
