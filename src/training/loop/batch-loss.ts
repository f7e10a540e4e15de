import type { Tensor } from '@tensorflow/tfjs-core';
import type { LossInputs } from '../inputs.ts';

/**
 * The scalar loss of a batch. Outputs and targets are [rows, outputs]; outputs may also be [members, rows, outputs], and
 * the loss is then the mean of the members'.
 */
export type Loss = (outputs: Tensor, targets: Tensor, further?: LossInputs) => Tensor;
