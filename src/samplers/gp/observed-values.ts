import { meanOf } from '../../statistics/mean.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import type { Direction } from '../../study/objective.ts';
import type { SeenTrial } from '../history.ts';

/** A value this far above the median, in distances of the best tenth from it, only says that a trial is bad. */
const farthest = 5;

/**
 * The values of ended trials, the lower the better, with mean 0 and variance 1. Those of the worst are cut off, since the
 * loss of a training that diverges would leave no differences between the good ones. A failed trial counts as the worst; a
 * pruned one as what it had reached.
 */
export function observedValues(trials: readonly SeenTrial[], direction: Direction): Float64Array {
  const sign = direction === 'minimize' ? 1 : -1;
  const known = trials.flatMap(({ value }) => (value === null ? [] : sign * value));
  const sorted = Float64Array.from(known).sort();
  const [best, median] = [quantileOf(sorted, 0.1), quantileOf(sorted, 0.5)];
  const largest = sorted.at(-1) as number;
  const worst = best === median ? largest : Math.min(largest, median + farthest * (median - best));
  return standardised(
    Float64Array.from(trials, ({ value }) => (value === null ? worst : Math.min(worst, sign * value))),
  );
}

/** Zeros for equal values. */
function standardised(values: Float64Array): Float64Array {
  // Squares of the largest numbers would be infinite.
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const scaled = values.map((value) => value / unit);
  const mean = meanOf(scaled);
  const deviation = Math.sqrt(meanOf(scaled.map((value) => (value - mean) * (value - mean))));
  return scaled.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}
