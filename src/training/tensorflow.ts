import type * as tensorflow from '@tensorflow/tfjs';

/** The TensorFlow.js library, whichever backend computes. Passed as a value, so that loading it is a choice. */
export type Tf = typeof tensorflow;
export type { LayersModel, Tensor, Variable } from '@tensorflow/tfjs';
