/** The range of an axis, both ends included; `low` is below `high`. */
export interface AxisScale {
  readonly kind: 'linear' | 'log';
  readonly low: number;
  readonly high: number;
}

/** A wider span of positive values is unreadable on a linear axis. */
const widestLinearSpan = 20;

/** The axis on which these finite numbers fill the height: log where all are positive and span more than a factor of 20. */
export function scaleOf(values: readonly number[]): AxisScale {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (low > 0 && high > widestLinearSpan * low) return { kind: 'log', low, high };
  if (low < high) return { kind: 'linear', low, high };
  // Equal values lie in the middle of an axis.
  const margin = Math.abs(low) / 10 || 1;
  return { kind: 'linear', low: low - margin, high: high + margin };
}

/** Where a value lies: 0 at the low end, 1 at the high end, beyond them outside. */
export function shareOf({ kind, low, high }: AxisScale, value: number): number {
  if (kind === 'log') return value > 0 ? Math.log(value / low) / Math.log(high / low) : -1;
  // Halved, because the difference of two numbers may be too large for one.
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}

/** At most `most` round numbers of the axis, ascending: 1, 2 and 5 times powers of ten, or multiples of such a one. */
export function ticksOf(scale: AxisScale, most: number): number[] {
  const { kind, low, high } = scale;
  if (kind === 'linear') return multiples(low, high, most);
  const decades = [[1, 2, 5], [1, 3], [1]].map((digits) => powers(scale, digits));
  const fitting = decades.find((ticks) => ticks.length <= most);
  if (fitting !== undefined) return fitting;
  const tens = decades.at(-1) as number[];
  const step = Math.ceil(tens.length / most);
  return tens.filter((_, place) => place % step === 0);
}

function powers({ low, high }: AxisScale, digits: readonly number[]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  return Array.from({ length: last - first + 1 }, (_, place) => first + place)
    .flatMap((exponent) => digits.map((digit) => Number(`${digit}e${exponent}`)))
    .filter((tick) => tick >= low && tick <= high);
}

function multiples(low: number, high: number, most: number): number[] {
  const least = high / most - low / most;
  const exponent = Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10, 20]
    .map((digit) => Number(`${digit}e${exponent}`))
    .find((each) => each >= least && Math.floor(high / each) - Math.ceil(low / each) < most);
  if (step === undefined) return [];
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  // Rounded: 3 × 0.1 is not 0.3.
  return Array.from({ length: count }, (_, place) => Number(((first + place) * step).toPrecision(12)));
}
