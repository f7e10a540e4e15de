import { type Commonest, commonestOf, firstFrom, quantileOf } from '../../statistics/sorted-values.ts';

/** Tukey's "far out": more than three interquartile ranges beyond the quartiles. */
const farOut = 3;
const extreme = 10;
/** An extreme value must be this many times as far out as its inner neighbour; otherwise it belongs to a long tail. */
const gap = 3;
const fewestRows = 20;
const mostRows = 0.5;
const pointMassShare = 0.02;
const fewestInPointMass = 5;
const listedRows = 20;
/** A tail is long when it extends this many times as far from the median as the other one. */
const longTail = 1.5;
/** Tails are compared by octiles, which a tenth of wrong values does not move far. */
const outer = 0.125;
/** The other end is assumed to lie beyond its octile by this fraction of the octile's distance from the median. */
const endBeyond = 0.2;

/** The values of a column that are far out. */
export interface Outliers {
  readonly count: number;
  /** Farthest first, at most 20, by the row's number in the source. */
  readonly rows: readonly { readonly row: number; readonly value: number }[];
}

/** Measures how far out a column's values are. */
export interface OutlierScale {
  /** A value's distance beyond the quartiles, in interquartile ranges; 0 between them. */
  distance(value: number): number;
  isFarOut(value: number): boolean;
  /** No value between these is far out, so most values need no further test. */
  readonly ordinary: readonly [from: number, to: number];
}

/**
 * The scale for ascending values; undefined when fewer than 20 values remain to fit it. A frequent value at either end
 * (0 among weights, −999) is excluded from the fit, and so is the most frequent value if it fills the interquartile
 * range; a value that most rows have is never an outlier. In a long tail (incomes, counts), a value must be far out
 * both itself and by the logarithm of its distance from the other end.
 */
export function rulerOf(
  sorted: Float64Array,
  { value: commonest, count }: Commonest = commonestOf(sorted),
): OutlierScale | undefined {
  const inner = withoutHeapsAtEnds(sorted);
  const ruler = ordinaryRuler(inner) ?? ordinaryRuler(inner.filter((value) => value !== commonest));
  if (ruler === undefined || count <= mostRows * sorted.length) return ruler;
  return {
    ordinary: ruler.ordinary,
    distance: (value) => (value === commonest ? 0 : ruler.distance(value)),
    isFarOut: (value) => value !== commonest && ruler.isFarOut(value),
  };
}

function withoutHeapsAtEnds(sorted: Float64Array): Float64Array {
  const pointMass = Math.max(fewestInPointMass, pointMassShare * sorted.length);
  const afterFirst = sorted.findIndex((value) => value !== sorted[0]);
  const beforeLast = sorted.findLastIndex((value) => value !== sorted.at(-1)) + 1;
  const start = afterFirst >= pointMass ? afterFirst : 0;
  const end = sorted.length - beforeLast >= pointMass ? beforeLast : sorted.length;
  return end - start < fewestRows ? sorted : sorted.subarray(start, end);
}

function ordinaryRuler(sorted: Float64Array): OutlierScale | undefined {
  const [first, third] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)];
  // An interquartile range of zero gives no scale.
  if (sorted.length < fewestRows || first === third) return undefined;
  const distance = (value: number) => Math.max(0, first - value, value - third) / (third - first);
  const isFarInTail = tailOf(sorted);
  const width = third - first;
  const ordinary = [first - (farOut - 1) * width, third + (farOut - 1) * width] as const;
  return { ordinary, distance, isFarOut: (value) => distance(value) > farOut && isFarInTail(value) };
}

/** True when a value is far out by logarithms too, on the side of the long tail; always true when there is none. */
function tailOf(sorted: Float64Array): (value: number) => boolean {
  const at = (probability: number) => quantileOf(sorted, probability);
  const [left, right] = [at(0.5) - at(outer), at(1 - outer) - at(0.5)];
  if (Math.max(left, right) <= longTail * Math.min(left, right)) return () => true;
  const sign = right > left ? 1 : -1;
  const origin = sign * (right > left ? at(outer) : at(1 - outer)) - endBeyond * Math.min(left, right);
  const logarithm = (value: number) => Math.log(Math.max(Number.MIN_VALUE, sign * value - origin));
  const [near, far] = [logarithm(at(0.5 - sign / 4)), logarithm(at(0.5 + sign / 4))];
  return (value) => sign * value < sign * at(0.5) || logarithm(value) > far + farOut * (far - near);
}

/** `rowNumbers`: each value's row in the source. */
export function outliersOf(
  values: Float64Array,
  rowNumbers: Int32Array,
  ruler: OutlierScale | undefined,
): Outliers {
  const found: { row: number; value: number; distance: number }[] = [];
  let count = 0;
  const shorten = () => {
    found.sort((one, other) => other.distance - one.distance || one.row - other.row);
    found.length = Math.min(found.length, listedRows);
  };
  const [from, to] = ruler?.ordinary ?? [0, 0];
  for (let index = 0; ruler !== undefined && index < values.length; index++) {
    const value = values[index] as number;
    if ((value >= from && value <= to) || !ruler.isFarOut(value)) continue;
    count++;
    found.push({ row: rowNumbers[index] as number, value, distance: ruler.distance(value) });
    if (found.length > 10 * listedRows) shorten();
  }
  shorten();
  return { count, rows: found.map(({ row, value }) => ({ row, value })) };
}

/** The values ten interquartile ranges out and beyond a gap, at either end; ascending. */
export function extremesOf(sorted: Float64Array, ruler: OutlierScale | undefined): Float64Array {
  if (ruler === undefined) return new Float64Array(0);
  const median = sorted.length >> 1;
  const [from, to] = ruler.ordinary;
  // Ordinary values are neither extreme nor far enough out to make a gap small.
  const isOrdinary = (index: number) => (sorted[index] as number) >= from && (sorted[index] as number) <= to;
  const start = isOrdinary(median) ? Math.max(median, firstFrom(sorted, to)) : median;
  const end = median > 0 && isOrdinary(median - 1) ? Math.min(median, firstFrom(sorted, from)) : median;
  const above = beyondGap(sorted.subarray(start), ruler);
  const below = beyondGap(sorted.subarray(0, end).toReversed(), ruler);
  return Float64Array.from([...below.toReversed(), ...above]);
}

/** `outward`: values in order of increasing distance. */
function beyondGap(outward: Float64Array, ruler: OutlierScale): Float64Array {
  let inner = 1;
  const start = outward.findIndex((value) => {
    const distance = ruler.distance(value);
    const isBeyond = distance > Math.max(extreme, gap * inner) && ruler.isFarOut(value);
    inner = Math.max(inner, distance);
    return isBeyond;
  });
  return start < 0 ? new Float64Array(0) : outward.subarray(start);
}
