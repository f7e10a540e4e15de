import { power } from '../power.ts';
import type { Random } from '../random.ts';
import { cosine } from './sine.ts';

/** Uniform on [−bound, bound). */
export function drawWithin(random: Random, bound: number): number {
  return bound * (2 * random.next() - 1);
}

/** Adds independent normal numbers of mean 0 and deviation `deviation` (Marsaglia and Bray 1964, by pairs). */
export function addNormals(random: Random, values: Float32Array, deviation: number): void {
  for (let at = 0; at < values.length; at += 2) {
    let [x, y, square] = [0, 0, 0];
    do {
      // Words, half the cost of `next`, in the middle of their intervals.
      x = (random.word() + 0.5) / 2 ** 31 - 1;
      y = (random.word() + 0.5) / 2 ** 31 - 1;
      square = x * x + y * y;
    } while (square >= 1);
    const factor = deviation * Math.sqrt((-2 * Math.log(square)) / square);
    values[at] = (values[at] as number) + factor * x;
    if (at + 1 < values.length) values[at + 1] = (values[at + 1] as number) + factor * y;
  }
}

/**
 * Draws from the symmetric beta distribution of shape `shape` > 0: Ulrich's polar method from ½ on (1984; Devroye 1986,
 * IX.3.2), Jöhnk's rejection in logarithms below (1964; Devroye 1986, IX.3.5), where small powers would vanish.
 */
export function drawBeta(random: Random, shape: number): number {
  if (shape >= 0.5) {
    const radius = Math.sqrt(1 - power(random.next(), 2 / (2 * shape - 1)));
    return (1 + radius * cosine(drawWithin(random, Math.PI))) / 2;
  }
  for (;;) {
    const [first, second] = [Math.log(random.next()) / shape, Math.log(random.next()) / shape];
    if (Math.exp(first) + Math.exp(second) <= 1) return 1 / (1 + Math.exp(second - first));
  }
}
