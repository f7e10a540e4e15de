import type { Distribution } from '../study/distribution.ts';
import type { ParameterConstraint } from '../study/parameter-constraint.ts';

/** A distribution of numbers with both bounds, on the scale on which it is drawn. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isLogarithmic: boolean;
  readonly isWhole: boolean;
  /** The distance between two values; undefined where any number may be drawn. */
  readonly step?: number;
}

/** Standard deviations at which the range of a normal without bounds ends. */
const normalEnd = 3;
/** A bound of a space has two significant digits. */
const digits = 2;

/** Undefined for choices and fixed values. */
export function rangeOf(distribution: Distribution): NumberRange | undefined {
  switch (distribution.type) {
    case 'choice':
    case 'fixed':
      return undefined;
    case 'normal':
    case 'logNormal': {
      const { type, mean, std, min, max } = distribution;
      const isLogarithmic = type === 'logNormal';
      const at = (value: number) => (isLogarithmic ? Math.exp(value) : value);
      const ends = { min: min ?? at(mean - normalEnd * std), max: max ?? at(mean + normalEnd * std) };
      return { ...ends, isLogarithmic, isWhole: false };
    }
    default: {
      const { type, min, max } = distribution;
      const isWhole = type === 'int' || type === 'logInt';
      const step = 'step' in distribution && distribution.step !== undefined ? distribution.step : 1;
      const isGrid = isWhole || ('step' in distribution && distribution.step !== undefined);
      return { min, max, isLogarithmic: type.startsWith('log'), isWhole, ...(isGrid && { step }) };
    }
  }
}

/** The place of a value in the range: 0 at min, 1 at max. */
export function placeIn({ min, max, isLogarithmic }: NumberRange, value: number): number {
  const scale = isLogarithmic ? Math.log : (x: number) => x;
  return max > min ? (scale(value) - scale(min)) / (scale(max) - scale(min)) : 0.5;
}

/** The value at a place, which may lie outside the range. */
export function valueIn({ min, max, isLogarithmic }: NumberRange, place: number): number {
  if (!isLogarithmic) return min + place * (max - min);
  return Math.exp(Math.log(min) + place * (Math.log(max) - Math.log(min)));
}

/**
 * The distribution with other bounds: rounded outwards to two digits, or to values that it can take, and within what the
 * model takes. A bound that is not changed keeps its digits, and rounding carries none beyond the old one.
 */
export function withBounds(
  distribution: Distribution,
  { min, max }: { readonly min?: number; readonly max?: number },
  constraint?: ParameterConstraint,
): Distribution {
  const range = rangeOf(distribution);
  if (range === undefined) return distribution;
  const present = distribution as { readonly min?: number; readonly max?: number };
  const next = (bound: number | undefined, end: 'min' | 'max') =>
    bound === undefined ? undefined : allowed(outwards(range, bound, end, present[end]), end, constraint);
  const [low, high] = [next(min, 'min'), next(max, 'max')];
  return {
    ...distribution,
    ...(low !== undefined && { min: low }),
    ...(high !== undefined && { max: high }),
  } as Distribution;
}

/** The rounded bound, or the present one where only rounding goes beyond it. */
function outwards(range: NumberRange, bound: number, end: 'min' | 'max', present: number | undefined) {
  const isBeyond = (value: number) =>
    present !== undefined && (end === 'min' ? value < present : value > present);
  const next = rounded(range, bound, end === 'min' ? Math.floor : Math.ceil);
  return isBeyond(next) && !isBeyond(bound) ? (present as number) : next;
}

function rounded(
  { min, step, isLogarithmic }: NumberRange,
  bound: number,
  round: (x: number) => number,
): number {
  if (step !== undefined && !isLogarithmic) {
    const steps = round((bound - min) / step + (round === Math.floor ? 1e-9 : -1e-9));
    return Number((min + steps * step).toPrecision(12));
  }
  if (step !== undefined) return Math.max(1, round(bound));
  if (bound === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(bound))) - digits + 1);
  return Number((round(bound / unit) * unit).toPrecision(digits + 1));
}

/** The bound within what the model takes; undefined for a limit that itself is not taken. */
function allowed(
  bound: number,
  end: 'min' | 'max',
  constraint: ParameterConstraint | undefined,
): number | undefined {
  if (constraint?.type !== 'number' && constraint?.type !== 'integer') return bound;
  const limit = constraint[end];
  if (limit === undefined || (end === 'min' ? bound > limit : bound < limit)) return bound;
  return constraint.exclusive?.includes(end) ? undefined : limit;
}
