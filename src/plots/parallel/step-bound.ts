import { heightsOf, type Range, rangeBetween } from './brush-range.ts';
import { heightOf, type ParallelAxis } from './parallel-axes.ts';

export type Bound = 'low' | 'high';

/** Steps of a bound on an axis of real numbers, as shares of its height. */
const steps: Readonly<Record<string, number>> = {
  ArrowUp: -0.02,
  ArrowDown: 0.02,
  PageUp: -0.1,
  PageDown: 0.1,
};

/**
 * The range after a key has moved one bound of `range`, which is all of the axis where it is undefined; the other bound
 * stops it. Undefined for a key that moves nothing.
 */
export function stepBound(
  axis: ParallelAxis,
  range: Range | undefined,
  bound: Bound,
  key: string,
): Range | undefined {
  const all = rangeBetween(axis, 0, 1);
  const { low, high } = range ?? all;
  const moved = steppedValue(axis, bound === 'low' ? low : high, key, all);
  if (moved === undefined) return undefined;
  return bound === 'low' ? { low: Math.min(moved, high), high } : { low, high: Math.max(moved, low) };
}

function steppedValue(axis: ParallelAxis, value: number, key: string, all: Range): number | undefined {
  if (key === 'Home') return axis.isReversed ? all.high : all.low;
  if (key === 'End') return axis.isReversed ? all.low : all.high;
  const step = steps[key];
  if (step === undefined) return undefined;
  const isUp = step < 0 !== axis.isReversed;
  if (axis.isInteger) {
    const span = all.high - all.low;
    const size = Math.max(1, Math.round(Math.abs(step) > 0.05 ? span / 10 : span / 100));
    return Math.max(all.low, Math.min(all.high, value + (isUp ? size : -size)));
  }
  const height = Math.min(1, Math.max(0, heightOf(axis, value))) + step;
  const { low, high } = rangeBetween(axis, height, height);
  return isUp ? high : low;
}

/** Where the grips of a range are, the low one and the high one; at the axis' ends without a range. */
export function gripHeights(
  axis: ParallelAxis,
  range: Range | undefined,
): readonly [low: number, high: number] {
  const [top, bottom] = range === undefined ? [0, 1] : heightsOf(axis, range);
  return axis.isReversed ? [top, bottom] : [bottom, top];
}
