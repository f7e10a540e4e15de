import type { Random } from '../statistics/random.ts';
import { type Awaitable, endingWith } from './awaitable.ts';

/** Waits while the thread has its own `Math.random`. */
export type Pausing = <T>(wait: () => Promise<T>) => Promise<T>;

/**
 * Runs `work` while this thread's `Math.random` draws from `random`. TensorFlow.js accepts a seed for some initialisers
 * only and for no shuffle, a seeded dropout repeats the same mask, and a user's module may not seed at all. Replacing
 * the source seeds everything. A thread trains one trial at a time, so no other code draws meanwhile.
 */
export async function withSeededMathRandom<T>(
  random: Random,
  work: (pausing: Pausing) => Promise<T>,
): Promise<T> {
  const original = Math.random;
  Math.random = random.next;
  const pausing: Pausing = async (wait) => {
    Math.random = original;
    const waited = await wait();
    Math.random = random.next;
    return waited;
  };
  try {
    return await work(pausing);
  } finally {
    Math.random = original;
  }
}

/** `withSeededMathRandom` for work that is mostly synchronous: then no other code in this thread can draw meanwhile. */
export function seedingMathRandom<T>(random: Random, work: () => Awaitable<T>): Awaitable<T> {
  const original = Math.random;
  Math.random = random.next;
  return endingWith(work, () => {
    Math.random = original;
  });
}
