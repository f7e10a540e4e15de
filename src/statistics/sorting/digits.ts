/** For fewer numbers the built-in sort is as fast. */
export const fewestForDigits = 2048;
/** Runs of as many numbers are left to the built-in sort. */
export const fewestForSort = 24;
export const digitBits = 11;
export const buckets = 2 ** digitBits;
/** A key has three digits, the least significant one first. */
export const shifts = [0, digitBits, 2 * digitBits] as const;
/** The index of a double's word with its sign, its exponent and 20 bits of its mantissa. */
export const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** From a number's high word, increasing in the number: negative ones have all bits inverted, others the sign. */
export function keyOf(word: number): number {
  return word ^ ((word >> 31) | 0x80000000);
}

export function wordsOf(numbers: Float64Array): Int32Array {
  return new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
}

/** Turns the count of each digit, or slot, into the place of its first number, in the same array. */
export function countsToPlaces(counts: Int32Array): void {
  let start = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit] as number;
    counts[digit] = start;
    start += count;
  }
}
