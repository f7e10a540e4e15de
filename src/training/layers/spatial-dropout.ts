import type { Layer } from '../model-layers.ts';
import type { Tf } from '../tensorflow.ts';

const spatial = new WeakSet<object>();

/**
 * Dropout of whole feature maps of images [rows, height, width, channels] (Tompson et al. 2015), or with one axis of
 * sequences [rows, length, channels]: a stock dropout layer, whose masks come from the trial's stream (loop/dropout.ts).
 */
export function spatialDropoutLayer(tf: Tf, rate: number, name: string, axes: 1 | 2 = 2): Layer {
  // Null stands for the batch's own length; the types of TensorFlow.js leave it out.
  const noiseShape = [null, ...new Array<number>(axes).fill(1), null] as never;
  const layer = tf.layers.dropout({ rate, noiseShape, name });
  spatial.add(layer);
  return layer;
}

export function isSpatialDropout(layer: object): boolean {
  return spatial.has(layer);
}
