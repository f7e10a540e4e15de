/** The first 256 primes, the bases of the dimensions. */
export const primes: readonly number[] = firstPrimes(256);

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}

/** Digits beyond this many parts of the unit interval make no difference. */
const finest = 2 ** 32;

/**
 * The digits of point `number` of Halton's sequence (1960) in one dimension, those of the fraction 0.d₁d₂…: the digits
 * of `number` in the base, backwards, and zeros.
 */
export function haltonDigits(number: number, base: number): number[] {
  const digits: number[] = [];
  let rest = number;
  for (let parts = 1; parts < finest; parts *= base) {
    digits.push(rest % base);
    rest = Math.floor(rest / base);
  }
  return digits;
}
