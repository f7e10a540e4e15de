import { upperTail } from '../../statistics/normal-quantile.ts';
import { power } from '../../statistics/power.ts';

/** The narrowest kernel has 90 % of its mass on its own point. */
const leastWidth = 0.5 / 1.64;
/** Keeps densities apart from zero, as Optuna does. */
const tiny = 1e-12;

/**
 * The density of counted grid points, smoothed by truncated normal kernels with Scott's bandwidth and one kernel over the
 * whole grid: the Parzen estimator of PED-ANOVA (Watanabe et al., IJCAI 2023, as in Optuna 5).
 */
export function numericDensity(counts: Float64Array): Float64Array {
  const size = counts.length;
  const { total, width } = bandwidthOf(counts);
  const below = tailsBelow(width, size);
  const density = priorDensity(size).map((each) => each / (total + 1));
  for (let middle = 0; middle < size; middle++) {
    const count = counts[middle] as number;
    if (count === 0) continue;
    const inside = (below[size - 1 - middle + size] as number) - (below[size - middle - 1] as number);
    const share = count / (total + 1) / inside;
    for (let point = 0; point < size; point++) {
      const at = point - middle + size;
      density[point] =
        (density[point] as number) + share * ((below[at] as number) - (below[at - 1] as number));
    }
  }
  return density.map((each) => each + tiny);
}

/** The density of counted categories: each count spreads a little over all, and one prior count over all equally. */
export function categoricalDensity(counts: Float64Array): Float64Array {
  const size = counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const kernels = 1 + counts.filter((count) => count > 0).length;
  const spread = 1 / kernels;
  const row = 1 + size * spread;
  return counts.map((count) => (count / row + (total * spread) / row + 1 / size) / (total + 1) + tiny);
}

/** Pearson's χ² divergence of the first density from the second. */
export function pearsonDivergence(top: Float64Array, all: Float64Array): number {
  let sum = 0;
  for (let point = 0; point < all.length; point++) {
    const density = all[point] as number;
    sum += density * ((top[point] as number) / density - 1) ** 2;
  }
  return sum;
}

/** Scott's rule with the interquartile range (1992), in points. */
function bandwidthOf(counts: Float64Array): { readonly total: number; readonly width: number } {
  let total = 0;
  let sum = 0;
  for (let point = 0; point < counts.length; point++) {
    total += counts[point] as number;
    sum += point * (counts[point] as number);
  }
  const mean = sum / total;
  let squares = 0;
  for (let point = 0; point < counts.length; point++) {
    squares += (point - mean) ** 2 * (counts[point] as number);
  }
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  const spread =
    quartile(counts, Math.floor((3 * total) / 4), true) - quartile(counts, Math.floor(total / 4), false);
  const width = 1.059 * Math.min(spread / 1.34, deviation) * power(total, -0.2);
  return { total, width: Math.max(width, leastWidth) };
}

/** The first counted point at which the cumulative count reaches `rank`, or exceeds it. */
function quartile(counts: Float64Array, rank: number, mustExceed: boolean): number {
  let seen = 0;
  let last = 0;
  for (let point = 0; point < counts.length; point++) {
    if (counts[point] === 0) continue;
    seen += counts[point] as number;
    last = point;
    if (mustExceed ? seen > rank : seen >= rank) return point;
  }
  return last;
}

/** At index k + size the share of a normal of this width below k + ½, for k from −size to size − 1. */
function tailsBelow(width: number, size: number): Float64Array {
  const below = new Float64Array(2 * size);
  for (let k = 0; k < size; k++) {
    const tail = upperTail((k + 0.5) / width);
    below[size + k] = 1 - tail;
    below[size - k - 1] = tail;
  }
  return below;
}

const priors = new Map<number, Float64Array>();

/** A normal in the middle of the grid and as wide, truncated to it. */
function priorDensity(size: number): Float64Array {
  const known = priors.get(size);
  if (known !== undefined) return known;
  const below = (edge: number) => 1 - upperTail((edge - (size - 1) / 2) / size);
  const inside = below(size - 0.5) - below(-0.5);
  const prior = Float64Array.from(
    { length: size },
    (_, point) => (below(point + 0.5) - below(point - 0.5)) / inside,
  );
  priors.set(size, prior);
  return prior;
}
