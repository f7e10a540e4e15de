import { isNative } from '../native/native-backend.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { GateName } from '../wasm-kernels/recurrent/gates.ts';
import { namedKept, sequenceKernels } from '../wasm-kernels/recurrent/recurrent-sequence.ts';

/** A recurrent layer's settings and weights, in the order of TensorFlow.js. */
export interface RecurrentLayer {
  readonly cell: 'LSTM' | 'GRU';
  readonly gate: GateName;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  readonly kernel: Tensor;
  readonly recurrentKernel: Tensor;
  readonly bias?: Tensor | undefined;
  /** Factors of the states before each product, [batch, units]. */
  readonly mask?: Tensor | undefined;
  /** 1 for steps, 0 for padding, which leaves states as they are, [batch, steps]. */
  readonly present?: Tensor | undefined;
}

const constants = new WeakSet<object>();

/** Declares that no gradient of these values will be wanted; nor of another view of their memory. */
export function markConstant(values: Tensor): void {
  constants.add(values.dataId);
}

/** Whether the backend computes such layers by a kernel of ours. TensorFlow's own cells have sigmoids as gates. */
export function hasRecurrentSequence(tf: Tf, gate: GateName): boolean {
  if (isNative(tf) && gate !== 'sigmoid') return false;
  return tf.getKernel(sequenceKernels.forward, tf.getBackend()) != null;
}

/**
 * The states of a layer over sequences x [batch, steps, features]: [batch, steps, units], or the last one, [batch,
 * units]. Only on a backend that `hasRecurrentSequence`.
 */
export function recurrentSequence(tf: Tf, x: Tensor, layer: RecurrentLayer): Tensor {
  const { cell, gate, returnSequences, goBackwards, kernel, recurrentKernel, bias, mask, present } = layer;
  const isKept = tf.engine().isTapeOn();
  const hasInputGradient = !constants.has(x.dataId);
  const attributes = { cell, gate, returnSequences, goBackwards, isKept, hasInputGradient };
  const weights = { kernel, recurrentKernel, ...(bias && { bias }) };
  const run = (kernelName: string, inputs: Readonly<Record<string, Tensor>>) =>
    tf.engine().runKernel(kernelName, inputs, attributes) as unknown as Tensor[];
  const masked = { ...(mask && { mask }), ...(present && { present }) };
  if (!isKept) return run(sequenceKernels.forward, { x, ...weights, ...masked })[0] as Tensor;
  const operation = tf.customGrad((...given) => {
    const save = given.at(-1) as unknown as (saved: Tensor[]) => void;
    const [value, ...kept] = run(sequenceKernels.forward, { x, ...weights, ...masked });
    const saved = { ...weights, ...masked, ...namedKept(kept) };
    save(Object.values(saved));
    const names = Object.keys(saved);
    const gradFunc = (dy: Tensor, tensors: Tensor[]) => {
      const inputs = Object.fromEntries(names.map((name, index) => [name, tensors[index] as Tensor]));
      return run(sequenceKernels.backward, { ...inputs, dy });
    };
    return { value: value as Tensor, gradFunc: gradFunc as never };
  });
  return operation(...(hasInputGradient ? [x] : []), ...Object.values(weights));
}
