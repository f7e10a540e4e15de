import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';
import type { SequenceAttributes } from '../../wasm-kernels/recurrent/sequence-pass.ts';
import type { Cell, CellWeights, StepInput } from './cell.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';

export const cells: Readonly<Record<SequenceAttributes['cell'], Cell>> = { LSTM: lstm, GRU: gru };

export interface SequenceInputs extends CellWeights {
  /** Factors of the states before each product, [batch, units]. */
  readonly mask?: Tensor | undefined;
  /** 1 for steps and 0 for padding, [batch, steps]. */
  readonly present?: Tensor | undefined;
}

/** A tensor for each step of [batch, steps, columns], in their order. */
export function stepsOf(tf: Tf, sequences: Tensor): Tensor[] {
  return tf.unstack(tf.transpose(sequences, [1, 0, 2]));
}

/** [batch, steps, columns] of a tensor for each step. */
export function sequencesOf(tf: Tf, steps: readonly Tensor[]): Tensor {
  return tf.transpose(tf.stack([...steps]), [1, 0, 2]);
}

/** Steps in the order in which the layer reads them, or that order as it was. */
export function inOrder<T>(steps: readonly T[], goBackwards: boolean): readonly T[] {
  return goBackwards ? steps.toReversed() : steps;
}

/** For each step as it is read, the value that is chosen: the first one where it is present, else the other. */
export function chooser(tf: Tf, { present, recurrentKernel }: SequenceInputs, goBackwards: boolean) {
  if (present === undefined) return (_step: number, value: Tensor, _other: Tensor) => value;
  const units = recurrentKernel.shape[0] as number;
  const steps = inOrder(stepsOf(tf, tf.tile(tf.expandDims(present, 2), [1, 1, units])), goBackwards);
  const flags = steps.map((step) => tf.notEqual(step, 0));
  return (step: number, value: Tensor, other: Tensor) => tf.where(flags[step] as Tensor, value, other);
}

export function masked(tf: Tf, state: Tensor, mask: Tensor | undefined): Tensor {
  return mask ? tf.mul(state, mask) : state;
}

/** The input of a step, and the tensors that it kept. */
export interface KeptStep {
  readonly given: StepInput;
  readonly kept: readonly Tensor[];
}

/** The tensors of all steps in one list; `unpacked` is its inverse. */
export function packed(steps: readonly KeptStep[]): Tensor[] {
  return steps.flatMap(({ given, kept }) => [given.x, given.state, given.cells, ...kept]);
}

export function unpacked(tensors: readonly Tensor[], { kept: count }: Cell): KeptStep[] {
  const size = 3 + count;
  return Array.from({ length: tensors.length / size }, (_, step) => {
    const [x, state, ofCells, ...kept] = tensors.slice(step * size, (step + 1) * size);
    return { given: { x, state, cells: ofCells } as StepInput, kept };
  });
}
