import type { LayersModel, Tf } from './tensorflow.ts';

/**
 * A model's weights in one piece: a little-endian uint32 with the length of a JSON header, the header (each weight's
 * shape, in the model's order), and the float32 values one after the other.
 */
export function encodeWeights(model: LayersModel): Uint8Array {
  const weights = model.getWeights();
  const header = new TextEncoder().encode(JSON.stringify(weights.map((weight) => weight.shape)));
  const values = weights.map((weight) => weight.dataSync());
  const bytes = new Uint8Array(4 + header.length + 4 * values.reduce((sum, each) => sum + each.length, 0));
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let offset = 4 + header.length;
  for (const each of values) {
    bytes.set(new Uint8Array(new Float32Array(each).buffer), offset);
    offset += 4 * each.length;
  }
  return bytes;
}

/** Puts encoded weights into a model of the same shapes. Raises an Error when the shapes are others. */
export function restoreWeights(tf: Tf, model: LayersModel, bytes: Uint8Array): void {
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const shapes = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))) as number[][];
  // A copy, so that the numbers are aligned; a Buffer's own `slice` would be a view of a larger piece.
  const values = new Float32Array(new Uint8Array(bytes.subarray(4 + headerLength)).buffer);
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
