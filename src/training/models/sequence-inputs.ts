import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { sizeOf } from '../wasm-kernels/shape.ts';
import type { BuildInput } from './model-family.ts';

/** The input of a model of sequences, and its values as a sequence. */
interface SequenceInput {
  readonly inputs: SymbolicTensor;
  /** [length, features] a row. */
  readonly values: SymbolicTensor;
}

/**
 * The inputs as a sequence of [length, features]. What is behind the first axis is one step: an image is a sequence of
 * its rows of pixels. Throws an Error that names the family for inputs of one axis.
 */
export function sequenceInput({ tf, data: { inputShape } }: BuildInput, family: string): SequenceInput {
  const [length = 0, ...step] = inputShape;
  if (step.length === 0) {
    throw new Error(`${family} needs sequences of [length, features], and the inputs are [${inputShape}]`);
  }
  const inputs = tf.input({ shape: [...inputShape], name: 'input' });
  if (step.length === 1) return { inputs, values: inputs };
  const targetShape = [length, sizeOf(step)];
  return {
    inputs,
    values: tf.layers.reshape({ targetShape, name: 'steps' }).apply(inputs) as SymbolicTensor,
  };
}
