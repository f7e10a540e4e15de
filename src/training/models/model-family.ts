import type { Value } from '../../study/distribution.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { LayersModel, Tensor, Tf } from '../tensorflow.ts';

/** What a model must fit: rows of `inputShape` in, `outputs` numbers out (one logit a class, or one value). */
export interface ModelData {
  readonly inputShape: readonly number[];
  readonly outputs: number;
  readonly task: 'classification' | 'regression';
}

export interface BuildInput {
  readonly tf: Tf;
  /** The configuration with the defaults of all constraints filled in. */
  readonly config: Readonly<Record<string, Value>>;
  readonly data: ModelData;
}

/**
 * A family of models: the hyperparameters it knows, and how one configuration is built. The same two exports make a
 * user's module. `build` returns a model that ends in logits or a softmax; a configuration that cannot be built
 * raises an Error, and the trial is `rejected` with its message.
 */
export interface ModelFamily {
  readonly parameters: ParameterConstraints;
  build(input: BuildInput): LayersModel;
  /**
   * What training minimises, in place of cross-entropy or the mean squared error: a scalar that the optimizer's
   * gradients come from. `outputs` [rows, outputs] are logits or scaled values, `targets` one-hot or scaled.
   */
  readonly loss?: (input: LossInput) => Tensor;
  /** Layers, by name, that are not meant to learn; any other that does not is taken for a mistake. */
  readonly frozen?: readonly string[];
}

interface LossInput {
  readonly tf: Tf;
  readonly outputs: Tensor;
  readonly targets: Tensor;
  readonly config: BuildInput['config'];
}

/** A number of the configuration; the constraints were checked when the space was read. */
export function numberOf(config: BuildInput['config'], name: string): number {
  return config[name] as number;
}

/** The first layer of a model that takes each example as one row of numbers, whatever its shape. */
export function flatInput(tf: Tf, { inputShape }: ModelData): LayersModel['layers'][number] {
  return inputShape.length === 1
    ? tf.layers.inputLayer({ inputShape: [...inputShape] })
    : tf.layers.flatten({ inputShape: [...inputShape] });
}
