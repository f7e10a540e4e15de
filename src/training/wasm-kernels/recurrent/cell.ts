import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Rows } from '../products/packed-product.ts';
import type { SequencePass, StepMatrices, StepRange } from './sequence-pass.ts';

/** A recurrent cell's part of a pass over sequences. */
export interface Cell {
  /** Sums of a unit. */
  readonly gates: number;
  forward(pass: SequencePass, given: ForwardGiven): ForwardSteps;
  /** The gradients of the sums replace what was kept of them: a tape runs back once. */
  backward(pass: SequencePass, given: BackwardGiven): BackwardSteps;
}

interface ForwardGiven {
  /** Inputs and states side by side, [batch, width] a step; a step writes the state of the next one. */
  readonly entries: StepMatrices;
  readonly bias: TensorInfo | undefined;
}

interface ForwardSteps {
  /** The tensors that `backward` is given. */
  readonly kept: readonly TensorInfo[];
  step(step: number): void;
  /** The numbers that a step leaves to the next one beside the state, [batch, units]. */
  cells?(step: number): Rows;
}

interface BackwardGiven {
  readonly entries: StepMatrices;
  readonly kept: readonly TensorInfo[];
  /** The address of the gradients of the weights, [width, sums]. */
  readonly dWeights: number;
  /** The gradients of a step's entries from the column `from` on, [batch, width − from]. */
  readonly change: Rows & { readonly from: number };
}

export interface BackwardSteps {
  /** The gradients of the sums, [steps, batch · sums]. */
  readonly dSums: TensorInfo;
  /** The gradients of `cells`, [batch, units], which each step replaces by those of the step before. */
  readonly dCells?: Rows;
  /** Computes `change` from the gradients of a step's state, of which there are two parts. */
  step(step: number, one: Rows, other: Rows): void;
  /** Adds these steps to the gradients of the weights, of which they are the first ones or not. */
  add(steps: StepRange): void;
}
