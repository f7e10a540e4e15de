import type { Random } from '../../../src/statistics/random.ts';

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.below(values.length)] as T;
}

/** True in `share` of the calls. */
export function happens(random: Random, share: number): boolean {
  return random.next() < share;
}

/** `count` results of `make`. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
