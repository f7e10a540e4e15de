import type { Tf } from '../tensorflow.ts';

/**
 * The most that the engine's tensors take while `work` runs: weights, activations, gradients and whatever else is there
 * meanwhile. Of a training step ask for the first one, for a replayed step runs past the engine.
 */
export async function peakBytes(tf: Tf, work: () => void): Promise<number> {
  const { peakBytes: peak } = await tf.profile(() => {
    work();
    return [];
  });
  return Math.max(peak, tf.memory().numBytes);
}
