import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { maskedSteps, reversedSteps, stepFlags } from '../layers/padded-steps.ts';
import { tokenFlagsLayer } from '../layers/token-embedding.ts';
import { sizeOf } from '../wasm-kernels/shape.ts';
import { embeddingLayers, hasTokens, rowParts } from './embedding-layers.ts';
import { type BuildInput, type ModelFamily, numberOf } from './model-family.ts';

/** A sequence of [length, features] a row; `suffix` ends the names of its layers. */
export interface Sequence {
  readonly values: SymbolicTensor;
  readonly suffix: string;
  /** Where padding is heeded: 1 for steps and 0 for padding, [length, 1]. Padding is zeros in `values` too. */
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

/** How recurrent layers read sequences, whose masks they heed. */
interface RecurrentReading {
  /** From the last step to the first. */
  readonly isReversed: boolean;
}

/**
 * The inputs as sequences. What is behind the first axis is one step: an image is a sequence of its rows of pixels. Token
 * ids become embeddings. Where a `reading` is given, padded values and embeddings have masks.
 */
export function sequenceInputs(input: BuildInput, reading?: RecurrentReading): SequenceInputs {
  const { tf, config, data } = input;
  const [length = 0, ...step] = data.inputShape;
  const inputs = () => tf.input({ shape: [...data.inputShape], name: 'input' });
  if (hasTokens(data)) return textInputs(input, inputs(), { width: numberOf(config, 'embedding'), reading });
  const given = inputs();
  if (data.pad !== undefined) {
    const read = inOrder(input, given, { suffix: '', reading });
    const flags = stepFlags(tf, 'flags').apply(read) as SymbolicTensor;
    const values = reading === undefined ? read : (maskedSteps(tf, 'masked').apply(read) as SymbolicTensor);
    return { inputs: given, sequences: [{ values, suffix: '', flags }] };
  }
  if (step.length === 1) return { inputs: given, sequences: [{ values: given, suffix: '' }] };
  const targetShape = [length, sizeOf(step)];
  const values = tf.layers.reshape({ targetShape, name: 'steps' }).apply(given) as SymbolicTensor;
  return { inputs: given, sequences: [{ values, suffix: '' }] };
}

/** The values as they are read. */
function inOrder(
  { tf }: BuildInput,
  values: SymbolicTensor,
  { suffix, reading }: { readonly suffix: string; readonly reading: RecurrentReading | undefined },
): SymbolicTensor {
  if (reading?.isReversed !== true) return values;
  return reversedSteps(tf, `reversed${suffix}`).apply(values) as SymbolicTensor;
}

function textInputs(
  input: BuildInput,
  inputs: SymbolicTensor,
  { width, reading }: { readonly width: number; readonly reading: RecurrentReading | undefined },
): SequenceInputs {
  const { texts, others } = rowParts(input, inputs);
  const hasMask = reading !== undefined;
  const sequences = texts.map((text, index) => {
    const suffix = index === 0 ? '' : `_${text.place}`;
    const ids = inOrder(input, text.ids, { suffix, reading });
    const values = embeddingLayers(input, { ...text, ids }, { width, hasMask });
    if (!hasMask) return { values, suffix };
    const flags = tokenFlagsLayer(input.tf, `flags${suffix}`, text).apply(ids) as SymbolicTensor;
    return { values, suffix, flags };
  });
  return { inputs, sequences, others };
}

/** The vectors of the sequences and of the other columns, side by side. */
export function sideBySide({ tf }: BuildInput, parts: readonly SymbolicTensor[]): SymbolicTensor {
  const [only, ...more] = parts as [SymbolicTensor, ...SymbolicTensor[]];
  return more.length === 0
    ? only
    : (tf.layers.concatenate({ name: 'row' }).apply([...parts]) as SymbolicTensor);
}
