import { decodeTensors, encodeTensors } from './tensor-bytes.ts';
import type { LayersModel, Tf } from './tensorflow.ts';

/**
 * A model's weights in one piece, whose header is each weight's shape, in the model's order; in the place of earlier ones,
 * where those are given.
 */
export function encodeWeights(model: LayersModel, earlier?: Uint8Array): Uint8Array {
  const weights = model.getWeights();
  return encodeTensors(
    weights.map((weight) => weight.shape),
    weights.map((weight) => weight.dataSync()),
    earlier,
  );
}

/** Puts encoded weights into a model of the same shapes. Raises an Error when the shapes are others. */
export function restoreWeights(tf: Tf, model: LayersModel, bytes: Uint8Array): void {
  const { header, values } = decodeTensors(bytes);
  const shapes = header as number[][];
  let offset = 0;
  tf.tidy(() => {
    const tensors = shapes.map((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      offset += size;
      return tf.tensor(values.subarray(offset - size, offset), shape);
    });
    model.setWeights(tensors);
  });
}
