import { isBounded } from '../../metrics/metric-format.ts';

/** The bounds of an axis, and how numbers are spread between them. */
export interface Scale {
  readonly kind: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
}

/** 0 at the minimum, 1 at the maximum; ½ where both are the same. NaN of NaN, and of what a log axis cannot hold. */
export function positionOn({ kind, min, max }: Scale, value: number): number {
  if (min === max) return Number.isNaN(value) ? value : 0.5;
  if (kind === 'linear') return (value - min) / (max - min);
  if (!(value > 0)) return Number.NaN;
  return Math.log(value / min) / Math.log(max / min);
}

/** The inverse of `positionOn`. */
export function valueAt({ kind, min, max }: Scale, position: number): number {
  if (kind === 'log') return min * Math.exp(position * Math.log(max / min));
  return min + position * (max - min);
}

/**
 * The scale of numbers, of a metric if its name is given: log where all are positive and span more than a factor of 20.
 * A metric between bounds, such as an accuracy, is always linear: it is read by its distance to both of them.
 */
export function scaleOf(values: ArrayLike<number>, metric = ''): Scale {
  const { min, max } = extentOf(values);
  return { kind: !isBounded(metric) && min > 0 && max / min > 20 ? 'log' : 'linear', min, max };
}

/** The least and the largest finite number; 0 and 1 of none. */
export function extentOf(values: ArrayLike<number>): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < values.length; place++) {
    const value = values[place] as number;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: 0, max: 1 };
}
