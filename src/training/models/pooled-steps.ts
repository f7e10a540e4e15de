import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { paddingPenalty, stepShare } from '../layers/padded-steps.ts';
import type { BuildInput } from './model-family.ts';
import type { Sequence } from './sequence-inputs.ts';

/** Below any value of a step. */
const lowest = -1e30;

/**
 * The mean or the largest value of each feature over the steps, without padding: [length, features] → [features]. `below` is
 * below the values of all steps.
 */
export function pooledSteps(
  { tf }: BuildInput,
  { values, suffix, flags }: Omit<Sequence, 'flags'> & { readonly flags?: SymbolicTensor | undefined },
  pooling: 'average' | 'max',
  below = lowest,
): SymbolicTensor {
  const name = `globalPool${suffix}`;
  const pool =
    pooling === 'average'
      ? tf.layers.globalAveragePooling1d({ name })
      : tf.layers.globalMaxPooling1d({ name });
  if (flags === undefined) return pool.apply(values) as SymbolicTensor;
  if (pooling === 'max')
    return pool.apply(withPenalty({ tf }, { values, suffix, flags }, below)) as SymbolicTensor;
  const mean = pool.apply(onlySteps({ tf }, { values, suffix, flags })) as SymbolicTensor;
  const share = stepShare(tf, `share${suffix}`, flags.shape[1] as number).apply(flags) as SymbolicTensor;
  return tf.layers.multiply({ name: `mean${suffix}` }).apply([mean, share]) as SymbolicTensor;
}

/** A padded sequence. */
type Flagged = Required<Sequence>;

/** Zeros where the sequence is padding. */
export function onlySteps(
  { tf }: Pick<BuildInput, 'tf'>,
  { values, suffix, flags }: Flagged,
): SymbolicTensor {
  return tf.layers.multiply({ name: `steps${suffix}` }).apply([values, flags]) as SymbolicTensor;
}

/** Less than any value of a step where the sequence is padding, whose values are zeros, or repeat those of steps. */
export function withPenalty(
  { tf }: Pick<BuildInput, 'tf'>,
  { values, suffix, flags }: Flagged,
  below = lowest,
): SymbolicTensor {
  const penalty = paddingPenalty(tf, `penalty${suffix}`, below).apply(flags) as SymbolicTensor;
  return tf.layers.add({ name: `below${suffix}` }).apply([values, penalty]) as SymbolicTensor;
}
