import type { Random } from '../../statistics/random.ts';
import { dropTape } from '../release.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';

/**
 * Returns [rows, rows]: entry (i, j) is the largest derivative of a random mixture of example i's outputs with respect
 * to example j's inputs, 0 if they are independent. Returns undefined if the inputs have no gradient, for example
 * before an embedding.
 */
export function dependencies(
  tf: Tf,
  model: LayersModel,
  x: Tensor,
  { training, random }: { readonly training: boolean; readonly random: Random },
): number[][] | undefined {
  const rows = x.shape[0] as number;
  const outputs = model.outputs[0]?.shape.at(-1) ?? 1;
  const strengths: number[][] = [];
  for (let row = 0; row < rows; row++) {
    // A random mixture, not a sum: the sum of softmax outputs is constant and has no gradient.
    const mixture = new Float32Array(rows * outputs);
    for (let output = 0; output < outputs; output++) mixture[row * outputs + output] = 0.5 + random.next();
    const gradient = inputGradient(tf, model, x, { mixture, training });
    if (gradient === undefined) return undefined;
    strengths.push(largestByExample(gradient, rows));
  }
  return strengths;
}

/** The errors of TensorFlow.js when the inputs do not affect the output, or only through integers. */
const noGradient = /cannot compute gradient|gradient of input \w+ must have 'float32'/i;

/**
 * The derivative of the outputs, weighted by `mixture` [rows, outputs] and summed, with respect to each input, row-major
 * like the inputs. Undefined if the inputs have no gradient.
 */
export function inputGradient(
  tf: Tf,
  model: LayersModel,
  x: Tensor,
  { mixture, training }: { readonly mixture: Float32Array; readonly training: boolean },
): Float32Array | undefined {
  const mixed = (given: Tensor) => {
    const output = model.apply(given, { training }) as Tensor;
    // By rows and outputs: in training, a model of several members may return outputs of each.
    return tf.sum(tf.mul(output, tf.tensor(mixture, output.shape.slice(-2))));
  };
  let gradient: Tensor;
  try {
    gradient = tf.tidy(() => tf.grad(mixed as never)(x) as Tensor);
  } catch (error) {
    dropTape(tf);
    if (error instanceof Error && noGradient.test(error.message)) return undefined;
    throw error;
  }
  const values = gradient.dataSync() as Float32Array;
  gradient.dispose();
  return values;
}

function largestByExample(gradient: ArrayLike<number>, rows: number): number[] {
  const size = gradient.length / rows;
  const largest = new Array<number>(rows).fill(0);
  for (let index = 0; index < gradient.length; index++) {
    const example = Math.floor(index / size);
    largest[example] = Math.max(largest[example] as number, Math.abs(gradient[index] as number));
  }
  return largest;
}

/** Replaces all-zero weights by small random values: zeros would hide a dependence on what they multiply. */
export function stirZeroWeights(tf: Tf, model: LayersModel, random: Random): void {
  for (const weight of model.trainableWeights) {
    const variable = weight.read() as Variable;
    if (variable.dataSync().some((value) => value !== 0)) continue;
    const values = Float32Array.from({ length: variable.size }, () => 0.2 * random.next() - 0.1);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape) as never));
  }
}
