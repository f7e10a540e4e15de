import { readFloats } from '../read-floats.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';

/** The average of a model's weights over its epochs, in place of the weights of one epoch. */
export interface WeightAverage {
  /** Adds the current weights to the average, and puts the average into the model. */
  enter(): void;
  /** Puts the weights back with which training goes on. */
  leave(): void;
  state(): AverageState;
}

/** The average of a number of epochs: the values of each of the model's weights. */
export interface AverageState {
  readonly count: number;
  readonly averages: readonly Float64Array[];
}

/**
 * An exponential average with a time constant of `epochs`: that of the first n epochs is their mean, and from then on
 * each new epoch counts 1 / `epochs` (Polyak & Juditsky 1992; as in EMA of Kingma & Ba 2015, section 7.2, where the start
 * needs no correction). Its validation loss follows the noise of single epochs less. Resumes `from`, which it changes.
 */
export function weightAverage(
  tf: Tf,
  model: LayersModel,
  epochs: number,
  machine: Machine | undefined,
  from?: AverageState,
): WeightAverage {
  const variables = model.weights.map((weight) => weight.read() as Variable);
  const averages = from?.averages ?? variables.map(({ size }) => new Float64Array(size));
  let own: Float32Array[] = [];
  let count = from?.count ?? 0;
  const write = (variable: Variable, values: Float32Array) => {
    if (machine !== undefined) machine.floats(machine.address(variable as Tensor), variable.size).set(values);
    else tf.tidy(() => variable.assign(tf.tensor(values, variable.shape) as never));
  };
  return {
    enter() {
      count += 1;
      const share = Math.max(1 / count, 1 / epochs);
      own = variables.map((variable) => readFloats(variable as Tensor, machine).slice());
      variables.forEach((variable, index) => {
        const average = averages[index] as Float64Array;
        const now = own[index] as Float32Array;
        for (let at = 0; at < average.length; at++) {
          average[at] = (average[at] as number) + share * ((now[at] as number) - (average[at] as number));
        }
        write(variable, Float32Array.from(average));
      });
    },
    leave() {
      variables.forEach((variable, index) => {
        write(variable, own[index] as Float32Array);
      });
    },
    state: () => ({ count, averages }),
  };
}
