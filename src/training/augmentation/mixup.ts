import { drawBeta } from '../../statistics/draws/draws.ts';
import type { Random } from '../../statistics/random.ts';

/** Mixes the rows of a batch with each other. */
export interface Mixup {
  /** Draws each row's partner and weight. */
  draw(random: Random, rows: number): void;
  /** Mixes values [rows, …] in place by what was drawn last: λ · row + (1 − λ) · partner. */
  mix(values: Float32Array): void;
}

/**
 * Mixup (Zhang et al. 2018): rows and their targets are mixed with those of another row of the batch, by λ from
 * Beta(α, α), drawn for each row. The loss of mixed one-hot targets is the mixed loss, as it is linear in them.
 */
export function createMixup(alpha: number): Mixup {
  let partners = new Int32Array();
  let weights = new Float64Array();
  return {
    draw(random, rows) {
      partners = random.shuffle(Int32Array.from({ length: rows }, (_, row) => row));
      weights = Float64Array.from(partners, () => drawBeta(random, alpha));
    },
    mix(values) {
      const before = values.slice();
      const width = values.length / partners.length;
      for (let row = 0; row < partners.length; row++) {
        const weight = weights[row] as number;
        const [start, other] = [row * width, (partners[row] as number) * width];
        for (let at = 0; at < width; at++) {
          const [own, partner] = [before[start + at] as number, before[other + at] as number];
          values[start + at] = weight * own + (1 - weight) * partner;
        }
      }
    },
  };
}
