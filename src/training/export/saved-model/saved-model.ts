import type { Tensor } from '@tensorflow/tfjs-core';
import { findTfjsNode } from '../../native/tfjs-node.ts';
import type { Examples } from '../../predict.ts';
import type { LayersModel, Tf } from '../../tensorflow.ts';
import { sizeOf } from '../../wasm-kernels/shape.ts';
import { encodeSavedModel } from './encode.ts';
import { loadMessages } from './messages.ts';
import { networkGraph } from './network-graph.ts';
import { readWeights, record } from './record.ts';
import { refusalBy } from './refusal.ts';

/** What differs between the two depends on the number of rows. */
const recordedRows = [3, 5] as const;

/**
 * The content of a SavedModel's `saved_model.pb` that computes what `network` does, of [rows, ...inputShape], on the
 * native backend. Its ops are recorded while it predicts the first ones of `examples`, which are at least five. UsageError
 * when what it does cannot be written down as a graph.
 */
export function savedModelOf(
  tf: Tf,
  network: LayersModel,
  inputShape: readonly number[],
  { x }: Examples,
): Uint8Array {
  const rowSize = sizeOf(inputShape);
  const weights = readWeights(tf, network);
  const [first, second] = recordedRows.map((rows) => {
    const input = tf.tensor(x.slice(0, rows * rowSize), [rows, ...inputShape]);
    try {
      return record(tf, network, input, weights);
    } finally {
      input.dispose();
    }
  });
  if (first === undefined || second === undefined) throw new Error('two recordings are needed');
  return encodeSavedModel(loadMessages(), networkGraph([first, second], inputShape));
}

interface TfjsNodeModule {
  readonly node: { loadSavedModel(folder: string): Promise<LoadedSavedModel> };
}

interface LoadedSavedModel {
  predict(input: Tensor): Tensor;
  dispose(): void;
}

/** What TensorFlow predicts with the SavedModel of a folder. UsageError when it does not open or compute it. */
export async function predictWithSavedModel(
  tf: Tf,
  folder: string,
  inputShape: readonly number[],
  { rows, x }: Examples,
): Promise<Float32Array> {
  const { node } = findTfjsNode().require('@tensorflow/tfjs-node') as TfjsNodeModule;
  const input = tf.tensor(x, [rows, ...inputShape]);
  try {
    const model = await node.loadSavedModel(folder);
    try {
      const output = model.predict(input);
      const values = output.dataSync<'float32'>();
      output.dispose();
      return values;
    } finally {
      model.dispose();
    }
  } catch (cause) {
    throw refusalBy(cause, 'TensorFlow does not open the model');
  } finally {
    input.dispose();
  }
}
