import { medianOfSorted } from './median.ts';
import { fewestForDigits, highWord, keyOf, wordsOf } from './sorting/digits.ts';
import { sortNumbers } from './sorting/sort-numbers.ts';

/** Numbers are told apart by their sign, their exponent and four bits of their mantissa. */
const keptBits = 16;

/**
 * The median of numbers in any order, none of them NaN, bitwise that of the sorted ones. Sorts only those that are near
 * the middle: 600,000 numbers take a fifth of the time. May reorder `numbers`.
 */
export function selectMedian(numbers: Float64Array): number {
  if (numbers.length < fewestForDigits) return medianOfSorted(numbers.sort());
  const counts = countKeys(numbers);
  const upper = numbers.length >> 1;
  const lower = upper - 1;
  let before = 0;
  let first = 0;
  while (before + (counts[first] as number) <= lower) before += counts[first++] as number;
  let last = first;
  let through = before + (counts[last] as number);
  while (through <= upper) through += counts[++last] as number;
  const middle = new Float64Array(through - before);
  const words = wordsOf(numbers);
  let found = 0;
  for (let index = 0; index < numbers.length; index++) {
    const key = keyOf(words[2 * index + highWord] as number) >>> keptBits;
    if (key >= first && key <= last) middle[found++] = numbers[index] as number;
  }
  sortNumbers(middle);
  const high = middle[upper - before] as number;
  return numbers.length % 2 === 1 ? high : ((middle[lower - before] as number) + high) / 2;
}

function countKeys(numbers: Float64Array): Int32Array {
  const counts = new Int32Array(2 ** keptBits);
  const words = wordsOf(numbers);
  for (let at = highWord; at < words.length; at += 2) {
    (counts[keyOf(words[at] as number) >>> keptBits] as number)++;
  }
  return counts;
}
