import { figure } from '../reports/figure.ts';
import { binomialTail } from '../statistics/significance.ts';
import type { Distribution } from '../study/distribution.ts';
import type { ParameterConstraint } from '../study/parameter-constraint.ts';
import { type NumberRange, placeIn, rangeOf, valueIn, withBounds } from './number-range.ts';

/** A new distribution and why, or undefined for no change. */
export interface Refined {
  readonly kind: 'narrowed' | 'widened' | 'fixed';
  readonly after: Distribution;
  readonly reason: string;
}

/** The values of a parameter in the trials in which it is active. */
export interface SeenValues<Value = number> {
  readonly all: readonly Value[];
  readonly best: readonly Value[];
  /** The value of the best trial of all, if it has the parameter. */
  readonly first: Value | undefined;
}

/** The outer part of a range, in which the best trials may hug an edge. */
const outer = 0.1;
/** The chance that as many of the best trials lie in the outer part though it is no better. */
const chance = 0.01;
/** The share of the best trials that lie there at least. */
const leastHugging = 0.25;
/** A range grows by half, and its other end moves to the best trials. */
const growth = 0.5;
/** A narrowed range holds the middle eight tenths of the best trials, and this much more at both ends. */
const tail = 0.1;
const room = 0.05;
/** A range that would keep more than this is not narrowed. */
const mostKept = 0.8;

/** Widens a range at an edge near which many of the best trials lie: by half, and within what the model takes. */
export function widened(
  distribution: Distribution,
  { all, best }: SeenValues,
  constraint: ParameterConstraint | undefined,
): Refined | undefined {
  const range = rangeOf(distribution);
  if (range === undefined || !('min' in distribution || 'max' in distribution)) return undefined;
  for (const end of ['min', 'max'] as const) {
    if (!(end in distribution)) continue;
    const isOuter = (value: number) => {
      const place = placeIn(range, value);
      return end === 'min' ? place <= outer : place >= 1 - outer;
    };
    const [outerAll, outerBest] = [all.filter(isOuter).length, best.filter(isOuter).length];
    const isHugged =
      outerBest >= leastHugging * best.length &&
      binomialTail(outerBest, best.length, outerAll / all.length) < chance;
    if (!isHugged) continue;
    const { low, high } = middleOf(range, best);
    const bounds =
      end === 'min'
        ? { min: beyond(range, -growth), ...nearer(range, 0, high + room) }
        : { ...nearer(range, low - room, 1), max: beyond(range, 1 + growth) };
    const after = withBounds(distribution, bounds, constraint);
    if (!isFurther(after, range, end)) continue;
    const where = `${outerBest} of the best ${best.length} trials lie within ${100 * outer} % of its ${end} ${figure(range[end])}`;
    return { kind: 'widened', after, reason: where };
  }
  return undefined;
}

function isFurther(after: Distribution, range: NumberRange, end: 'min' | 'max'): boolean {
  const bound = rangeOf(after)?.[end] ?? range[end];
  return end === 'min' ? bound < range.min : bound > range.max;
}

/** A range of positive numbers stays positive: below 0 the parameter may mean something else. */
function beyond(range: NumberRange, place: number): number {
  const value = valueIn(range, place);
  return range.min >= 0 ? Math.max(0, value) : value;
}

/** To where the best trials are. The best trial of all stays inside. */
export function narrowed(distribution: Distribution, { best, first }: SeenValues): Refined | undefined {
  const range = rangeOf(distribution);
  if (range === undefined) return undefined;
  const { low, high } = middleOf(range, first === undefined ? best : [...best, first]);
  const own = first === undefined ? low : placeIn(range, first);
  const [from, to] = [Math.min(own, low) - room, Math.max(own, high) + room];
  if (Math.min(1, to) - Math.max(0, from) > mostKept) return undefined;
  const after = withBounds(distribution, nearer(range, from, to));
  const [least, most] = [valueIn(range, low), valueIn(range, high)].map(figure);
  const reason = `most of the best ${best.length} trials have ${least === most ? least : `${least} to ${most}`}`;
  const bounds = rangeOf(after);
  if (bounds !== undefined && bounds.min === bounds.max) {
    return { kind: 'fixed', after: { type: 'fixed', value: bounds.min }, reason };
  }
  return JSON.stringify(after) === JSON.stringify(distribution)
    ? undefined
    : { kind: 'narrowed', after, reason };
}

/** The bounds at two places, without those that the range has already. */
function nearer(range: NumberRange, from: number, to: number): { min?: number; max?: number } {
  return { ...(from > 0 && { min: valueIn(range, from) }), ...(to < 1 && { max: valueIn(range, to) }) };
}

/** The places of the middle eight tenths of the values. */
function middleOf(range: NumberRange, values: readonly number[]): { low: number; high: number } {
  const places = values.map((value) => placeIn(range, value)).sort((one, other) => one - other);
  const at = (share: number) => places[Math.round(share * (places.length - 1))] as number;
  return { low: at(tail), high: at(1 - tail) };
}
