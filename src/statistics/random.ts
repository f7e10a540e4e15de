import seedrandom from 'seedrandom';

/** A reproducible stream of numbers. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  next(): number;
  /** Uniform whole number on [0, 2^32): half the cost of `next`. */
  word(): number;
  /** Uniform whole number on [0, bound). */
  below(bound: number): number;
  /** Fisher–Yates, in place. */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T;
  /**
   * Lends the state to a function that draws many words at once, or that moves the stream to another state of its own.
   * It must leave the state as a number of `word` calls would, and keep no reference.
   */
  lend(draw: (state: RandomState) => void): void;
}

/**
 * The last `stateWords` words of xor4096's recurrence xₙ = f(xₙ₋₁₂₈) ^ g(xₙ₋₉₅), oldest first, followed by its counter.
 */
export type RandomState = Int32Array;

export const stateWords = 128;
/** The counter grows by this with each word. */
export const counterStep = 0x61c88647;
const lastIndex = stateWords - 1;

/**
 * The stream of these keys, for example `randomFor(seed, trial, 'shuffle')`. Streams are independent of each other, so
 * a trial's numbers do not depend on what ran before it, or on the thread. xor4096 keyed by text: of seedrandom's
 * generators the one whose first draw after seeding passes chi-square.
 */
export function randomFor(...keys: readonly (number | string)[]): Random {
  const { signedWord, lend } = xor4096(JSON.stringify(keys));
  const word = () => signedWord() >>> 0;
  const next = () => {
    for (;;) {
      const high = signedWord() >>> 11;
      const result = (high + word() / 2 ** 32) / 2 ** 21;
      if (result !== 0) return result;
    }
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    word,
    below,
    lend,
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

/** The numbers of seedrandom's xor4096 (Brent, arXiv:1004.3115), with a state that can be lent. */
function xor4096(key: string): { signedWord(): number; lend: Random['lend'] } {
  const { X, w, i } = seedrandom.xor4096(key, { state: true }).state();
  const state: RandomState = Int32Array.from([...X, w]);
  let counter = w;
  let latest = i;
  return {
    signedWord() {
      let near = state[(latest + 34) & lastIndex] as number;
      latest = (latest + 1) & lastIndex;
      let far = state[latest] as number;
      near ^= near << 13;
      near ^= near >>> 15;
      far ^= far << 17;
      far ^= far >>> 12;
      const mixed = near ^ far;
      state[latest] = mixed;
      counter = (counter + counterStep) | 0;
      return (mixed + (counter ^ (counter >>> 16))) | 0;
    },
    lend(draw) {
      // The words are in a ring buffer, rotated to end with the latest; the borrower leaves it so.
      const older = state.slice(latest + 1, stateWords);
      state.copyWithin(older.length, 0, latest + 1);
      state.set(older);
      latest = lastIndex;
      state[stateWords] = counter;
      draw(state);
      counter = state[stateWords] as number;
    },
  };
}
