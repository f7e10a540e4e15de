import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { stepFlags } from '../layers/padded-steps.ts';
import { sizeOf } from '../wasm-kernels/shape.ts';
import { embeddingLayers, hasTokens, rowParts } from './embedding-layers.ts';
import { type BuildInput, type ModelFamily, numberOf } from './model-family.ts';

/** A sequence of [length, features] a row; `suffix` ends the names of its layers. */
export interface Sequence {
  readonly values: SymbolicTensor;
  readonly suffix: string;
  /** Where sequences are padded: 1 for steps and 0 for padding, [length, 1]. Padding is zeros in `values` too. */
  readonly flags?: SymbolicTensor;
}

/** The input of a model of sequences, its sequences, and the other columns of a table, if there are any. */
interface SequenceInputs {
  readonly inputs: SymbolicTensor;
  readonly sequences: readonly Sequence[];
  readonly others?: SymbolicTensor | undefined;
}

/** The parameter of families of sequences for token ids. */
export const embeddingParameter = { type: 'integer', min: 1, max: 1024, default: 32 } as const;

/** The misfit of a family of sequences: other inputs of one axis. */
export function sequenceMisfit(family: string): NonNullable<ModelFamily['misfit']> {
  return ({ inputShape, ...inputs }) =>
    hasTokens(inputs) || inputShape.length > 1
      ? undefined
      : `${family} needs sequences of [length, features] or token ids, and the inputs are [${inputShape}]`;
}

/**
 * The inputs as sequences. What is behind the first axis is one step: an image is a sequence of its rows of pixels. Token
 * ids become embeddings.
 */
export function sequenceInputs(input: BuildInput): SequenceInputs {
  const { tf, config, data } = input;
  const [length = 0, ...step] = data.inputShape;
  const inputs = () => tf.input({ shape: [...data.inputShape], name: 'input' });
  if (hasTokens(data)) return textInputs(input, inputs(), numberOf(config, 'embedding'));
  const given = inputs();
  if (data.pad !== undefined) {
    const flags = stepFlags(tf, 'flags').apply(given) as SymbolicTensor;
    return { inputs: given, sequences: [{ values: given, suffix: '', flags }] };
  }
  if (step.length === 1) return { inputs: given, sequences: [{ values: given, suffix: '' }] };
  const targetShape = [length, sizeOf(step)];
  const values = tf.layers.reshape({ targetShape, name: 'steps' }).apply(given) as SymbolicTensor;
  return { inputs: given, sequences: [{ values, suffix: '' }] };
}

function textInputs(input: BuildInput, inputs: SymbolicTensor, width: number): SequenceInputs {
  const { texts, others } = rowParts(input, inputs);
  const sequences = texts.map((text, index) => ({
    values: embeddingLayers(input, text, width),
    suffix: index === 0 ? '' : `_${text.place}`,
  }));
  return { inputs, sequences, others };
}

/** The vectors of the sequences and of the other columns, side by side. */
export function sideBySide({ tf }: BuildInput, parts: readonly SymbolicTensor[]): SymbolicTensor {
  const [only, ...more] = parts as [SymbolicTensor, ...SymbolicTensor[]];
  return more.length === 0
    ? only
    : (tf.layers.concatenate({ name: 'row' }).apply([...parts]) as SymbolicTensor);
}
