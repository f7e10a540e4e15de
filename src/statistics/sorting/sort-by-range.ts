import { countsToPlaces } from './digits.ts';

/** Numbers in ascending order, −0 as 0 and NaN last. */
export interface SortedOrder {
  readonly sorted: Float64Array;
  /** The place of each among the unsorted; equal numbers in the order of their places. */
  readonly order: Uint32Array;
}

/** The range of the numbers that are not missing. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
}

/** Slots of 256 KB stay in the cache. */
const mostSlots = 2 ** 16;
/** Numbers that crowd in few slots are sorted otherwise: by then this many a number have been moved. */
const mostMoves = 4;

/** Memory that each sort uses again, since to allocate it takes as long as to sort. */
let starts = new Int32Array(0);
let slotOf = new Int32Array(0);

/**
 * Distributes numbers over slots of equal width, about one for each, and sorts within them. Undefined where they crowd in
 * few slots, such as amounts with a long tail, or where the range is infinite or none. `numbers` have no −0. 100,000
 * evenly spread numbers take half of the time of a sort by digits.
 */
export function sortByRange(numbers: Float64Array, { least, most }: NumberRange): SortedOrder | undefined {
  const last = Math.min(mostSlots, 2 ** Math.ceil(Math.log2(numbers.length)));
  const scale = (last - 1) / (most - least);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return undefined;
  if (starts.length < last + 1) starts = new Int32Array(last + 1);
  if (slotOf.length < numbers.length) slotOf = new Int32Array(numbers.length);
  const counts = starts.subarray(0, last + 1).fill(0);
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    const slot = Number.isNaN(number) ? last : ((number - least) * scale) | 0;
    slotOf[at] = slot;
    (counts[slot] as number)++;
  }
  countsToPlaces(counts);
  const sorted = new Float64Array(numbers.length);
  const order = new Uint32Array(numbers.length);
  for (let at = 0; at < numbers.length; at++) {
    const place = (counts[slotOf[at] as number] as number)++;
    sorted[place] = numbers[at] as number;
    order[place] = at;
  }
  return sortNearly(sorted, order) ? { sorted, order } : undefined;
}

/** Sorts numbers that are nearly sorted, with their places; false where it gave up. */
function sortNearly(sorted: Float64Array, order: Uint32Array): boolean {
  let left = mostMoves * sorted.length;
  for (let at = 1; at < sorted.length; at++) {
    const number = sorted[at] as number;
    if (!((sorted[at - 1] as number) > number)) continue;
    const place = order[at] as number;
    let before = at;
    for (; before > 0 && (sorted[before - 1] as number) > number; before--) {
      sorted[before] = sorted[before - 1] as number;
      order[before] = order[before - 1] as number;
    }
    sorted[before] = number;
    order[before] = place;
    left -= at - before;
    if (left < 0) return false;
  }
  return true;
}
