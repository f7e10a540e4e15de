import { freshInputs, type Inputs } from '../inputs.ts';
import type { Optimizer, OptimizerInput, OptimizerState } from '../optimizers/optimizer.ts';
import { createTensorOptimizer } from '../optimizers/tensor-optimizer.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { Computed } from './recording.ts';

/** Computes the loss and gradients of a batch from its inputs. */
export type Compute = (inputs: Inputs) => Computed;

/** Makes optimizer steps. */
export interface Stepper {
  /** One step on a batch of `rows` rows; returns its loss, in the units of the scaled target. */
  step(rows: number): number;
  /** The current state of the optimizer. */
  state(): OptimizerState;
  release(): void;
}

/** Steps with tensor operations, on any backend. */
export function createTensorStepper(tf: Tf, compute: Compute, settings: OptimizerInput): Stepper {
  const optimizer = createTensorOptimizer(tf, settings);
  return { step: tensorStep(tf, compute, optimizer), state: () => optimizer.state(), release() {} };
}

/** Makes a step with tensor operations, and returns its loss. */
export function tensorStep(tf: Tf, compute: Compute, optimizer: Optimizer<Tensor>): () => number {
  const inputs = freshInputs(tf);
  return () =>
    tf.tidy(() => {
      const { value, gradients } = compute(inputs);
      optimizer.apply(gradients);
      return value.dataSync()[0] as number;
    });
}
