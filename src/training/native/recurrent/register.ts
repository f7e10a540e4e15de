import type { KernelFunc, Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';
import { namedKept, sequenceKernels } from '../../wasm-kernels/recurrent/recurrent-sequence.ts';
import type { SequenceAttributes } from '../../wasm-kernels/recurrent/sequence-pass.ts';
import { backward } from './backward.ts';
import { forward } from './forward.ts';
import { cells, type SequenceInputs, unpacked } from './steps.ts';

/**
 * Registers LSTM and GRU layers over whole sequences with the native backend, by TensorFlow's own cells: an op a step in
 * place of some twenty, and products over all steps for the gradients of the weights. Their gates are sigmoids. Further
 * calls do nothing.
 */
export function registerNativeRecurrence(tf: Tf): void {
  if (tf.getKernel(sequenceKernels.forward, 'tensorflow') != null) return;
  register(tf, sequenceKernels.forward, ({ x, ...inputs }, attributes) => {
    const [y, ...kept] = forward(tf, x, inputs as unknown as SequenceInputs, attributes) as [Tensor];
    return attributes.isKept ? [y, ...kept] : [y];
  });
  register(tf, sequenceKernels.backward, ({ dy, ...inputs }, attributes) => {
    const kept = unpacked(keptIn(inputs), cells[attributes.cell]);
    return backward(tf, dy, kept, inputs as unknown as SequenceInputs, attributes);
  });
}

type Compute = (
  inputs: Readonly<Record<string, Tensor> & Record<'x' | 'dy', Tensor>>,
  attributes: SequenceAttributes,
) => Tensor[];

function register(tf: Tf, kernelName: string, compute: Compute): void {
  const kernelFunc: KernelFunc = ({ inputs, attrs }) =>
    tf.tidy(() => compute(inputs as Parameters<Compute>[0], attrs as unknown as SequenceAttributes));
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc });
}

function keptIn(inputs: Readonly<Record<string, Tensor>>): Tensor[] {
  const names = Object.keys(namedKept(Object.keys(inputs)));
  return names.flatMap((name) => inputs[name] ?? []);
}
