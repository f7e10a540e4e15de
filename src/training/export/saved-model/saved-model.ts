import type { Tensor } from '@tensorflow/tfjs-core';
import { loadMessages } from '../../graph/messages.ts';
import { findTfjsNode } from '../../native/tfjs-node.ts';
import type { Examples } from '../../predict.ts';
import type { LayersModel, Tf } from '../../tensorflow.ts';
import { sizeOf } from '../../wasm-kernels/shape.ts';
import { encodeSavedModel } from './encode.ts';
import { networkGraph } from './network-graph.ts';
import { readWeights, record } from './record.ts';
import { refusalBy } from './refusal.ts';

/** Numbers of rows of the two recordings: constants that differ between them depend on the number of rows. */
const recordedRows = [3, 5] as const;

/**
 * Encodes `network`, with inputs [rows, ...inputShape], as the content of a SavedModel's `saved_model.pb`. Its ops are
 * recorded on the native backend while it predicts the first of at least five `examples`. Throws UsageError if the
 * network cannot be expressed as a graph.
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

/** Predicts with the SavedModel in a folder. Throws UsageError if TensorFlow cannot load or run it. */
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
