import type { Tensor } from '@tensorflow/tfjs-core';
import { UsageError } from '../../../faults/errors.ts';
import { layersOf } from '../../model-layers.ts';
import { ReplacedMethods } from '../../replaced-methods.ts';
import type { LayersModel, Tf } from '../../tensorflow.ts';
import { nativeBackend } from './native-backend.ts';
import { Recorder } from './recorder.ts';
import type { Constant, Recording } from './recording.ts';
import { refusalBy } from './refusal.ts';

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
  const recorder = new Recorder(nativeBackend(tf), input, weights);
  const replaced = new ReplacedMethods();
  listen(tf, network, recorder, replaced);
  try {
    const output = tf.tidy(() => network.apply(input, { training: false }) as Tensor);
    const recording = recorder.recordingOf(output);
    output.dispose();
    return recording;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw refusalBy(cause, 'native TensorFlow does not run the model');
  } finally {
    replaced.restore();
  }
}

/** Reports all ops, reads, layers and kernels to the recorder until the methods are restored. */
function listen(tf: Tf, network: LayersModel, recorder: Recorder, replaced: ReplacedMethods): void {
  const backend = nativeBackend(tf);
  const { executeSingleOutput, executeMultipleOutputs, readSync } = backend;
  replaced.replace(backend, 'executeSingleOutput', (op, attributes, inputs) => {
    const complete = recorder.begin(op, attributes, inputs);
    const output = executeSingleOutput.call(backend, op, attributes, inputs);
    complete([output]);
    return output;
  });
  replaced.replace(backend, 'executeMultipleOutputs', (op, attributes, inputs, count) => {
    const complete = recorder.begin(op, attributes, inputs);
    const outputs = executeMultipleOutputs.call(backend, op, attributes, inputs, count);
    complete(outputs);
    return outputs;
  });
  replaced.replace(backend, 'readSync', (dataId) => {
    recorder.checkRead(dataId);
    return readSync.call(backend, dataId);
  });
  const engine = tf.engine();
  const { runKernel } = engine;
  const runNamed: typeof runKernel = (name, inputs, attributes) =>
    within(recorder.kernels, name, () => runKernel.call(engine, name, inputs, attributes) as never);
  replaced.replace(engine, 'runKernel', runNamed);
  for (const layer of layersOf(network)) {
    const { call } = layer;
    replaced.replace(layer, 'call', (inputs, options) =>
      within(recorder.layers, layer.name, () => call.call(layer, inputs, options)),
    );
  }
}

/** Keeps `name` on top of `stack` while `work` runs. */
function within<T>(stack: string[], name: string, work: () => T): T {
  stack.push(name);
  try {
    return work();
  } finally {
    stack.pop();
  }
}
