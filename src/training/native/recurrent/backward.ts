import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';
import type { SequenceAttributes } from '../../wasm-kernels/recurrent/sequence-pass.ts';
import { product, type StepStates } from './cell.ts';
import {
  cells,
  chooser,
  inOrder,
  type KeptStep,
  masked,
  type SequenceInputs,
  sequencesOf,
  stepsOf,
} from './steps.ts';

/** The gradients of x, if it is wanted, kernel, recurrent kernel and bias, if there is one, given that of the states. */
export function backward(
  tf: Tf,
  dy: Tensor,
  kept: readonly KeptStep[],
  inputs: SequenceInputs,
  attributes: SequenceAttributes,
): Tensor[] {
  const { hasInputGradient, goBackwards } = attributes;
  const gradients = stepGradients(tf, dy, kept, inputs, attributes);
  const dx = () =>
    sequencesOf(
      tf,
      inOrder(
        gradients.map(({ x }) => x()),
        goBackwards,
      ),
    );
  const sums = gradients.map((each) => each.sums);
  return [...(hasInputGradient ? [dx()] : []), ...weightGradients(tf, sums, kept, inputs, attributes)];
}

/** From the last step to the first one. Where a step is padding, the gradients of the states pass to the step before. */
function stepGradients(
  tf: Tf,
  dy: Tensor,
  kept: readonly KeptStep[],
  inputs: SequenceInputs,
  { cell: name, returnSequences, goBackwards }: SequenceAttributes,
) {
  const cell = cells[name];
  const weights = cell.weights(tf, inputs);
  const choose = chooser(tf, inputs, goBackwards);
  const zeros = tf.zeros([dy.shape[0] as number, inputs.recurrentKernel.shape[0] as number]);
  const ofOutputs = returnSequences ? stepsOf(tf, dy) : [];
  let after: StepStates = { state: returnSequences ? zeros : dy, cells: zeros };
  const found = kept.toReversed().map(({ given, kept: own }, index) => {
    const step = kept.length - 1 - index;
    const ofOutput = ofOutputs[step];
    const { state, cells: ofCells } = after;
    const whole = ofOutput ? tf.add(state, ofOutput) : state;
    const of = { state: choose(step, whole, zeros), cells: choose(step, ofCells, zeros) };
    const before = cell.backward(tf, given, { kept: own, weights }, of);
    after = {
      state: choose(step, masked(tf, before.state, inputs.mask), whole),
      cells: choose(step, before.cells, ofCells),
    };
    return before;
  });
  return found.toReversed();
}

/** Products over all steps at once. The gradient of the bias is that of a column of ones. */
function weightGradients(
  tf: Tf,
  sums: readonly (readonly Tensor[])[],
  kept: readonly KeptStep[],
  { kernel, recurrentKernel, bias }: SequenceInputs,
  { cell: name }: SequenceAttributes,
): Tensor[] {
  const cell = cells[name];
  const x = tf.concat(kept.map(({ given }) => given.x));
  const states = tf.concat(kept.map(({ given }) => given.state));
  const ones = bias ? [tf.ones([x.shape[0] as number, 1])] : [];
  const keptOf = (index: number) => tf.concat(kept.map((each) => each.kept[index] as Tensor));
  const products = cell.entries(tf, states, keptOf).map((entries, index) => {
    const ofSteps = tf.concat(sums.map((each) => each[index] as Tensor));
    return product(tf, [tf.concat([x, entries, ...ones], 1), ofSteps], { transposeA: true });
  });
  const rows = [kernel, recurrentKernel].map(({ shape }) => shape[0] as number);
  const [dKernel, dRecurrent, dBias] = tf.split(cell.joined(tf, products), [...rows, ...ones.map(() => 1)]);
  return [dKernel, dRecurrent, ...(dBias ? [tf.reshape(dBias, [-1])] : [])] as Tensor[];
}
