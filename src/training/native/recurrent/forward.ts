import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';
import type { SequenceAttributes } from '../../wasm-kernels/recurrent/sequence-pass.ts';
import {
  cells,
  chooser,
  inOrder,
  type KeptStep,
  masked,
  packed,
  type SequenceInputs,
  sequencesOf,
  stepsOf,
} from './steps.ts';

/** The states of a layer over sequences x [batch, steps, features], and after them what its gradients need. */
export function forward(
  tf: Tf,
  x: Tensor,
  inputs: SequenceInputs,
  { cell: name, returnSequences, goBackwards }: SequenceAttributes,
): Tensor[] {
  const cell = cells[name];
  const weights = cell.weights(tf, inputs);
  const choose = chooser(tf, inputs, goBackwards);
  const zeros = tf.zeros([x.shape[0] as number, inputs.recurrentKernel.shape[0] as number]);
  let last = { state: zeros, cells: zeros };
  const states: Tensor[] = [];
  const kept: KeptStep[] = [];
  for (const [step, values] of inOrder(stepsOf(tf, x), goBackwards).entries()) {
    const given = { x: values, state: masked(tf, last.state, inputs.mask), cells: last.cells };
    const after = cell.forward(tf, given, weights);
    kept.push({ given, kept: after.kept });
    last = {
      state: choose(step, after.state, last.state),
      cells: choose(step, after.cells, last.cells),
    };
    states.push(last.state);
  }
  return [returnSequences ? sequencesOf(tf, states) : last.state, ...packed(kept)];
}
