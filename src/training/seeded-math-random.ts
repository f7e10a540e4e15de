import type { Random } from '../statistics/random.ts';

/**
 * Runs `work` while `Math.random` of this thread draws from `random`. TensorFlow.js takes a seed for some of its
 * initialisers and for no shuffle, and a seeded dropout repeats one mask for ever; and a user's module seeds what it
 * likes. Replacing the source seeds them all. A thread trains one trial at a time, so nobody else draws meanwhile.
 */
export async function withSeededMathRandom<T>(random: Random, work: () => Promise<T>): Promise<T> {
  const original = Math.random;
  Math.random = random.next;
  try {
    return await work();
  } finally {
    Math.random = original;
  }
}

/** As `withSeededMathRandom`, for work that does not wait: nobody else in this thread can draw meanwhile. */
export function seedingMathRandom<T>(random: Random, work: () => T): T {
  const original = Math.random;
  Math.random = random.next;
  try {
    return work();
  } finally {
    Math.random = original;
  }
}
