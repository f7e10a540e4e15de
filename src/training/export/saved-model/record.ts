import type { Tensor } from '@tensorflow/tfjs-core';
import { listen, within } from '../../graph/listen.ts';
import { Recorder } from '../../graph/recorder.ts';
import type { Constant, Recording } from '../../graph/recording.ts';
import { Unrecordable } from '../../graph/unrecordable.ts';
import { layersOf } from '../../model-layers.ts';
import { nativeBackend } from '../../native/native-backend.ts';
import type { ReplacedMethods } from '../../replaced-methods.ts';
import type { LayersModel, Tf } from '../../tensorflow.ts';
import { refusal, refusalBy } from './refusal.ts';

/** A network's weights by data id. They may be large, so they are read once for all recordings. */
export function readWeights(tf: Tf, network: LayersModel): ReadonlyMap<object, Constant> {
  const backend = nativeBackend(tf);
  const constants = network.weights.map((variable): [object, Constant] => {
    const { dataId, dtype, shape } = variable.read();
    const values = backend.readSync(dataId);
    if (Array.isArray(values)) throw new Error(`weight ${variable.name} is text`);
    return [dataId, { weight: variable.originalName, dtype, shape, values }];
  });
  return new Map(constants);
}

/**
 * Runs `network` on `input`, [rows, ...inputShape], on the native backend and records each op that TensorFlow executes.
 * Throws UsageError if the network does not run there, or if JavaScript computes with values that depend on the input:
 * the graph would hold the results as constants.
 */
export function record(
  tf: Tf,
  network: LayersModel,
  input: Tensor,
  weights: ReadonlyMap<object, Constant>,
): Recording {
  const given = new Map([[input.dataId, { kind: 'input', input: 0 } as const]]);
  const recorder = new Recorder(nativeBackend(tf), given, weights);
  const replaced = listen(tf, recorder);
  nameLayers(network, recorder, replaced);
  try {
    const output = tf.tidy(() => network.apply(input, { training: false }) as Tensor);
    const source = recorder.sourceOf(output);
    output.dispose();
    return { ...recorder.recorded, rows: input.shape[0] ?? 0, output: source, shape: output.shape };
  } catch (cause) {
    if (cause instanceof Unrecordable) throw refusal(cause.message, cause);
    throw refusalBy(cause, 'native TensorFlow does not run the model');
  } finally {
    replaced.restore();
  }
}

/** Tells the recorder which layer of the network runs. */
function nameLayers(network: LayersModel, recorder: Recorder, replaced: ReplacedMethods): void {
  for (const layer of layersOf(network)) {
    const { call } = layer;
    replaced.replace(layer, 'call', (inputs, options) =>
      within(recorder.layers, layer.name, () => call.call(layer, inputs, options)),
    );
  }
}
