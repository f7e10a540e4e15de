import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';
import { type Attribute, attributeTypes, typeAttribute } from '../attribute.ts';
import { nativeBackend } from '../native-backend.ts';

/** The weights of a layer, in the order of TensorFlow.js. */
export interface CellWeights {
  readonly kernel: Tensor;
  readonly recurrentKernel: Tensor;
  readonly bias: Tensor | undefined;
}

/** The input of a step, [batch, features], and the states before it, [batch, units]. */
export interface StepInput {
  readonly x: Tensor;
  readonly state: Tensor;
  /** The cells of an LSTM; a GRU passes them on. */
  readonly cells: Tensor;
}

export interface StepStates {
  readonly state: Tensor;
  readonly cells: Tensor;
}

interface StepGradients extends StepStates {
  /** The gradients of the sums, a matrix for each product of the cell. */
  readonly sums: readonly Tensor[];
  /** Computes the gradient of x. */
  x(): Tensor;
}

/** A recurrent cell as one op of TensorFlow for a step of all rows, and one for its gradients. */
export interface Cell {
  /** How many tensors a step keeps for its gradients besides its input. */
  readonly kept: number;
  /** The weights as the ops take them. */
  weights(tf: Tf, weights: CellWeights): readonly Tensor[];
  forward(
    tf: Tf,
    given: StepInput,
    weights: readonly Tensor[],
  ): StepStates & { readonly kept: readonly Tensor[] };
  /** The gradients of a step, given those of the states after it. */
  backward(tf: Tf, given: StepInput, kept: KeptWeights, after: StepStates): StepGradients;
  /** The states that each product takes, [rows, units], of all steps: `kept` is one of what the steps kept. */
  entries(tf: Tf, states: Tensor, kept: (index: number) => Tensor): readonly Tensor[];
  /** Joins the gradients of the weights, a matrix for each product, in the order of TensorFlow.js. */
  joined(tf: Tf, gradients: readonly Tensor[]): Tensor;
}

interface KeptWeights {
  readonly kept: readonly Tensor[];
  readonly weights: readonly Tensor[];
}

export function float(name: string, value: number): Attribute {
  return { name, type: attributeTypes.float, value };
}

export function bool(name: string, value: boolean): Attribute {
  return { name, type: attributeTypes.bool, value };
}

const onFloats = typeAttribute('T', 'float32');

/** Runs an op of TensorFlow on 32-bit floats. */
export function run(
  tf: Tf,
  op: string,
  inputs: readonly TensorInfo[],
  attributes: readonly Attribute[],
  outputs: number,
): Tensor[] {
  return nativeBackend(tf).executeMultipleOutputs(op, [...attributes, onFloats], inputs, outputs);
}

/** a · b of matrices, either transposed. */
export function product(
  tf: Tf,
  [a, b]: readonly [Tensor, Tensor],
  { transposeA = false, transposeB = false },
): Tensor {
  const attributes = [bool('transpose_a', transposeA), bool('transpose_b', transposeB)];
  return run(tf, 'MatMul', [a, b], attributes, 1)[0] as Tensor;
}
