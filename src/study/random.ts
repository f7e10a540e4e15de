import seedrandom from 'seedrandom';

/** A reproducible stream of numbers. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  next(): number;
  /** Uniform whole number on [0, 2^32): half the price of `next`. */
  word(): number;
  /** Uniform whole number on [0, bound). */
  below(bound: number): number;
  /** Fisher–Yates, in place. */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T;
}

/**
 * The stream that belongs to these keys alone, for example `randomFor(seed, trial, 'shuffle')`. Streams do not
 * depend on each other, so a trial's numbers are the same whatever ran before it, and on which thread.
 * xor4096 keyed by text: of seedrandom's generators the one whose first draw after seeding passes chi-square.
 */
export function randomFor(...keys: readonly (number | string)[]): Random {
  const generator = seedrandom.xor4096(JSON.stringify(keys));
  const next = () => generator.double();
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    word: () => generator.int32() >>> 0,
    below,
    shuffle: (items) => {
      for (let last = items.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const kept = items[last] as number;
        items[last] = items[other] as number;
        items[other] = kept;
      }
      return items;
    },
  };
}
