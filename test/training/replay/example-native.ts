import { expect } from 'vitest';
import type { Backend } from '../../../src/training/backend.ts';

/** A net with moving averages. */
export function normalised(tf: Backend['tf']) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 5, inputShape: [2], useBias: false }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 3 }),
    ],
  });
}

/** Relative above one. */
export function largestDifference(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return ours.reduce((largest, value, index) => {
    const other = theirs[index] as number;
    return Math.max(largest, Math.abs(value - other) / Math.max(1, Math.abs(other)));
  }, 0);
}
