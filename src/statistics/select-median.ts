import { medianOfSorted } from './median.ts';
import { fewestForDigits } from './sorting/digits.ts';
import { sortNumbers } from './sorting/sort-numbers.ts';

/** Slots of 16 KB stay in the nearest cache. */
const slots = 4096;

/**
 * The median of numbers in any order, none of them NaN, bitwise that of the sorted ones. Sorts only those that are near
 * the middle: 600,000 numbers take a fifth of the time. May reorder `numbers`.
 */
export function selectMedian(numbers: Float64Array): number {
  if (numbers.length < fewestForDigits) return medianOfSorted(numbers.sort());
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  const scale = (slots - 1) / (most - least);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return medianOfSorted(sortNumbers(numbers));
  const counts = new Int32Array(slots);
  for (let at = 0; at < numbers.length; at++) {
    (counts[(((numbers[at] as number) - least) * scale) | 0] as number)++;
  }
  const upper = numbers.length >> 1;
  const lower = upper - 1;
  let before = 0;
  let first = 0;
  while (before + (counts[first] as number) <= lower) before += counts[first++] as number;
  let last = first;
  let through = before + (counts[last] as number);
  while (through <= upper) through += counts[++last] as number;
  const middle = new Float64Array(through - before);
  let found = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    const slot = ((number - least) * scale) | 0;
    if (slot >= first && slot <= last) middle[found++] = number;
  }
  sortNumbers(middle);
  const high = middle[upper - before] as number;
  return numbers.length % 2 === 1 ? high : ((middle[lower - before] as number) + high) / 2;
}
