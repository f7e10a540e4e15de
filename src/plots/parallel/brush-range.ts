import type { TrialColumns } from '../columns/trial-columns.ts';
import type { StudyHead } from '../study-head.ts';
import { heightOf, numberAt, type ParallelAxis } from './parallel-axes.ts';

/** A stretch of an axis, bounds included, in the units of its column. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

type Upright = Pick<ParallelAxis, 'scale' | 'isReversed' | 'isInteger'>;

/** Whole numbers are taken from this far beyond their place, so that a range of one of them has a height. */
const reach = 0.4;

/** The range between two heights of an axis; of an axis of whole numbers at least one of them. */
export function rangeBetween(axis: Upright, one: number, other: number): Range {
  const real = { ...axis, isInteger: false };
  const values = [one, other].map((height) => numberAt(real, Math.min(1, Math.max(0, height))));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!axis.isInteger) return { low: outward(low, Math.floor), high: outward(high, Math.ceil) };
  // Plus 0, because the ceiling of a small negative number is −0.
  const [first, last] = [Math.ceil(low - 1e-9) + 0, Math.floor(high + 1e-9)];
  const nearest = Math.round((low + high) / 2);
  return first <= last ? { low: first, high: last } : { low: nearest, high: nearest };
}

/** The upper and the lower end of a range on its axis. */
export function heightsOf(axis: Upright, { low, high }: Range): readonly [top: number, bottom: number] {
  const { min, max } = axis.scale;
  const ends = axis.isInteger ? [low - reach, high + reach] : [low, high];
  const heights = ends.map((value) => heightOf(axis, Math.min(max, Math.max(min, value))));
  return [Math.min(...heights), Math.max(...heights)];
}

/** Four digits are as fine as a pixel, and survive the address; outward, so that a bound includes its own trial. */
function outward(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const digits = 3 - Math.floor(Math.log10(Math.abs(value)));
  const scale = Number(`1e${digits}`);
  const rounded = round(Number((value * scale).toPrecision(12)));
  return Number(`${rounded}e${-digits}`);
}

/** The range of the objective's values of this share of the trials, the best; undefined without values. */
export function bestShare(
  { objective }: StudyHead,
  { value }: TrialColumns,
  share: number,
): Range | undefined {
  const values = value.filter((each) => !Number.isNaN(each)).sort();
  if (values.length === 0) return undefined;
  const count = Math.max(1, Math.ceil(share * values.length));
  const isMinimised = objective.direction === 'minimize';
  const low = isMinimised ? values[0] : values[values.length - count];
  const high = isMinimised ? values[count - 1] : values.at(-1);
  return { low: outward(low as number, Math.floor), high: outward(high as number, Math.ceil) };
}
