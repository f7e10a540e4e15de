import { decodeTensors, encodeTensors, StoredTensorsError } from './bytes/tensor-bytes.ts';
import { readFloats } from './read-floats.ts';
import type { LayersModel, Tf } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';
import { sizeOf } from './wasm-kernels/shape.ts';

/** Optional shortcuts: overwrite `earlier` instead of allocating; read directly from the machine's heap. */
export interface Encoding {
  readonly earlier?: Uint8Array | undefined;
  readonly machine?: Machine | undefined;
}

/** Encodes a model's weights, in the model's order; the header is the list of their shapes. */
export function encodeWeights(model: LayersModel, { earlier, machine }: Encoding = {}): Uint8Array {
  const weights = model.getWeights();
  return encodeTensors(
    weights.map((weight) => weight.shape),
    weights.map((weight) => (weight.dtype === 'float32' ? readFloats(weight, machine) : weight.dataSync())),
    earlier,
  );
}

/** Loads encoded weights into a model. Throws StoredTensorsError if the shapes differ. */
export function restoreWeights(tf: Tf, model: LayersModel, bytes: Uint8Array): void {
  const { header, values } = decodeTensors(bytes);
  refuseOtherShapes(header, values, model);
  const shapes = header as number[][];
  let offset = 0;
  tf.tidy(() => {
    const tensors = shapes.map((shape) => {
      const size = sizeOf(shape);
      offset += size;
      return tf.tensor(values.subarray(offset - size, offset), shape);
    });
    model.setWeights(tensors);
  });
}

function refuseOtherShapes(header: unknown, { length }: Float32Array, model: LayersModel): void {
  const expected = model.getWeights().map(({ shape }) => shape);
  const elements = expected.reduce((sum, shape) => sum + sizeOf(shape), 0);
  if (JSON.stringify(header) === JSON.stringify(expected) && length === elements) return;
  const given = JSON.stringify(header).slice(0, 200);
  const wanted = JSON.stringify(expected).slice(0, 200);
  throw new StoredTensorsError(
    `the stored weights do not fit the model: their shapes are ${given}, and the model's ${wanted}`,
  );
}
