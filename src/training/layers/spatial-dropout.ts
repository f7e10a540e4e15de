import type { Layer } from '../model-layers.ts';
import type { Tf } from '../tensorflow.ts';

const spatial = new WeakSet<object>();

/**
 * Dropout of whole feature maps of images [rows, height, width, channels] (Tompson et al. 2015): a stock dropout layer,
 * whose masks come from the trial's stream (loop/dropout.ts).
 */
export function spatialDropoutLayer(tf: Tf, rate: number, name: string): Layer {
  // Null stands for the batch's own length; the types of TensorFlow.js leave it out.
  const layer = tf.layers.dropout({ rate, noiseShape: [null, 1, 1, null] as never, name });
  spatial.add(layer);
  return layer;
}

export function isSpatialDropout(layer: object): boolean {
  return spatial.has(layer);
}
