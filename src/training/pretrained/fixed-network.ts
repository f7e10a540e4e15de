import type { Tensor } from '../tensorflow.ts';

/** A model of one input whose weights stay as they are, in memory on the current backend. */
export interface FixedNetwork {
  /** [rows, …] as the model declares it; −1 or null for any length, undefined where it declares none. */
  readonly inputShape: readonly (number | null)[] | undefined;
  readonly inputType: string;
  /** The node or layer whose output `run` returns. */
  readonly output: string;
  run(x: Tensor): Tensor;
}
