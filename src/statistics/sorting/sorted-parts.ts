import { sortedOrder } from './sort-order.ts';

/** Numbers of several parts, such as the splits of a table, sorted together: ascending, without missing ones. */
export interface SortedParts {
  readonly sorted: Float64Array;
  /** The part of each. */
  readonly partOf: Uint8Array;
  /** The numbers of each part, ascending. */
  readonly parts: readonly Float64Array[];
}

/** `partOf`: the part of each value; values of `count` or more are in none. NaN stands for a missing one. */
export function sortParts(values: Float64Array, partOf: Uint8Array, count: number): SortedParts {
  const { sorted, order } = sortedOrder(values);
  const parts = new Uint8Array(values.length);
  const sizes = new Int32Array(count);
  let kept = 0;
  for (let at = 0; at < sorted.length; at++) {
    const number = sorted[at] as number;
    // Missing numbers are the last.
    if (Number.isNaN(number)) break;
    const part = partOf[order[at] as number] as number;
    if (part >= count) continue;
    sorted[kept] = number;
    parts[kept++] = part;
    (sizes[part] as number)++;
  }
  const [ofParts, sortedParts] = [sorted.subarray(0, kept), parts.subarray(0, kept)];
  return { sorted: ofParts, partOf: sortedParts, parts: divide(ofParts, sortedParts, sizes) };
}

function divide(sorted: Float64Array, partOf: Uint8Array, sizes: Int32Array): Float64Array[] {
  const divided = new Float64Array(sorted.length);
  const ends = new Int32Array(sizes.length);
  for (let part = 1; part < sizes.length; part++) {
    ends[part] = (ends[part - 1] as number) + (sizes[part - 1] as number);
  }
  const starts = ends.slice();
  for (let at = 0; at < sorted.length; at++) {
    divided[(ends[partOf[at] as number] as number)++] = sorted[at] as number;
  }
  return Array.from(starts, (start, part) => divided.subarray(start, ends[part]));
}

/**
 * The largest distance between the empirical distributions of two parts that are not empty, bitwise that of
 * `largestDistance`: only distances that are as large as any before are divided out.
 */
export function distanceOfParts({ sorted, partOf, parts }: SortedParts, one: number, other: number): number {
  const sizes = parts.map(({ length }) => length);
  const [first, second] = [sizes[one] as number, sizes[other] as number];
  const steps = new Float64Array(sizes.length);
  steps[one] = second;
  steps[other] = -first;
  const passed = new Int32Array(sizes.length);
  // The distance times both sizes, a whole number.
  let [gap, most, largest] = [0, 0, 0];
  for (let at = 0; at < sorted.length; at++) {
    const part = partOf[at] as number;
    gap += steps[part] as number;
    (passed[part] as number)++;
    const size = Math.abs(gap);
    if (size < most || sorted[at + 1] === sorted[at]) continue;
    most = size;
    const distance = Math.abs((passed[one] as number) / first - (passed[other] as number) / second);
    largest = Math.max(largest, distance);
  }
  return largest;
}
