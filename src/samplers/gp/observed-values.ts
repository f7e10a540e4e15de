import { quantileOf } from '../../statistics/sorted-values.ts';
import { standardised } from '../../statistics/standardised.ts';
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
