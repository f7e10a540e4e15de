import { nativeBackend } from '../native/native-backend.ts';
import { ReplacedMethods } from '../replaced-methods.ts';
import type { Tf } from '../tensorflow.ts';
import type { Recorder } from './recorder.ts';

/** Reports all ops, reads and kernels to the recorder until the methods are restored. */
export function listen(tf: Tf, recorder: Recorder): ReplacedMethods {
  const replaced = new ReplacedMethods();
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
  return replaced;
}

/** Keeps `name` on top of `stack` while `work` runs. */
export function within<T>(stack: string[], name: string, work: () => T): T {
  stack.push(name);
  try {
    return work();
  } finally {
    stack.pop();
  }
}
