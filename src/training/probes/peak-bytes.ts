import type { Tf } from '../tensorflow.ts';

/**
 * The peak number of bytes in the engine's tensors while `work` runs, including weights, activations and gradients.
 * Measure the first training step: a replayed step bypasses the engine.
 */
export async function peakBytes(tf: Tf, work: () => void): Promise<number> {
  const { peakBytes: peak } = await tf.profile(() => {
    work();
    return [];
  });
  return Math.max(peak, tf.memory().numBytes);
}
