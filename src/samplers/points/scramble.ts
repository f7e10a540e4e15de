import { hashWords } from '../hash-words.ts';

/** Marks the hash of a digit's permutation, which must differ from that of every longer prefix. */
const mark = 2 ** 32 - 1;

/**
 * The number 0.d₁d₂… of these digits, with nested uniform scrambling (Owen 1995): each digit is permuted at random, and
 * the permutation depends on all digits before it. Inside (0, 1).
 */
export function scrambledFraction(digits: readonly number[], base: number, key: number): number {
  let prefix = key;
  let unit = 1;
  let value = 0;
  for (const digit of digits) {
    unit /= base;
    value += unit * permutedDigit(digit, base, hashWords(prefix, mark));
    prefix = hashWords(prefix, digit);
  }
  return Math.min(value + unit / 2, 1 - 2 ** -53);
}

/** The image of a digit under a permutation that the key draws (Fisher and Yates). */
function permutedDigit(digit: number, base: number, key: number): number {
  if (base === 2) return digit ^ (key & 1);
  const images = Array.from({ length: base }, (_, index) => index);
  for (let last = base - 1; last >= digit; last--) {
    const other = Math.floor((hashWords(key, last) / 2 ** 32) * (last + 1));
    const image = images[other] as number;
    images[other] = images[last] as number;
    images[last] = image;
  }
  return images[digit] as number;
}
