import type { OwnMetric } from '../../metrics/own-metric.ts';
import type { Value } from '../../study/distribution.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { TaskName } from '../../study/task/task-name.ts';
import type { Metrics } from '../../study/trial.ts';
import type { Pad } from '../../study/windows/padding.ts';
import type { Awaitable } from '../awaitable.ts';
import type { RateFactors } from '../optimizers/optimizer.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';

/**
 * The shapes that a model must have: `inputShape` per row, `outputs` numbers per row: a logit per class, or of ordered
 * classes per step upwards (classes − 1), or a number, or one for each quantile.
 */
export interface ModelData {
  readonly inputShape: readonly number[];
  readonly outputs: number;
  readonly task: TaskName | 'joint';
  /** The input columns of a table, in their order; absent for images. */
  readonly columns?: readonly InputColumns[];
  /** The whole input is the token ids of one sequence, from 0 (padding) to `size` − 1. */
  readonly tokens?: { readonly size: number };
  /**
   * Rows are sequences of several lengths: the last feature of each step is 1, and padding, which is at this end of the
   * sequence, is zeros.
   */
  readonly pad?: Pad;
  /** The parts of a row one after another, where there are several: a module's model may take each as an input. */
  readonly inputs?: readonly NamedInput[];
  /** The targets, where there are several: a module's model may return each as an output. */
  readonly targets?: readonly NamedOutput[];
}

/** An input of its own, [rows, ...shape], of which `columns` are some of a table's. */
interface NamedInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly tokens?: { readonly size: number };
  readonly columns?: readonly InputColumns[];
}

/** An output of its own, [rows, outputs]. */
interface NamedOutput {
  readonly name: string;
  readonly outputs: number;
  readonly task: ModelData['task'];
}

/**
 * Adjacent inputs: numbers, which are scaled; flags, which are 0 or 1; the one-hot inputs of one column's categories;
 * the hashed words of one column; or the `width` token ids of one column's text, whole numbers from 0 (padding, at the
 * end) to `size` − 1, of which 1 stands for all tokens without an id of their own.
 */
export type InputColumns =
  | { readonly kind: 'numbers' | 'flags' | 'categories' | 'words'; readonly width: number }
  | { readonly kind: 'tokens'; readonly width: number; readonly size: number };

export interface BuildInput {
  readonly tf: Tf;
  /** The configuration, completed with the defaults of all constraints. */
  readonly config: Readonly<Record<string, Value>>;
  readonly data: ModelData;
}

/** The input of `build` of a user's module. */
export interface ModuleBuildInput extends BuildInput {
  /**
   * Loads the TensorFlow.js layers model whose model.json is at this path, relative to the module. The path must be
   * written in the module as a string: the file and its weights are then part of the study, whose change is noticed.
   */
  readonly loadModel: (path: string) => Promise<LayersModel>;
}

/**
 * A family of models: its hyperparameters, and a function that builds a model for a configuration. A user's module
 * exports the same two. `build` returns a model that ends in logits or a softmax. It throws an Error if it cannot build
 * the configuration; the trial is then `rejected` with its message.
 */
export interface ModelFamily {
  readonly parameters: ParameterConstraints;
  build(input: BuildInput): Awaitable<LayersModel>;
  /** The constraints of parameters that the shape of a row narrows. */
  readonly limits?: (inputShape: readonly number[]) => ParameterConstraints;
  /**
   * The scalar loss that training minimises instead of the task's. `outputs` [rows, outputs] are logits (also of ordered
   * classes), scaled values, or logarithms of counts; `targets`, of the same shape, are one-hot, scaled, or counts. If
   * the rows have weights, the loss must use `weights` [rows, 1], whose mean over the training rows is 1.
   */
  readonly loss?: (input: LossInput) => Tensor;
  /** Factors of the learning rate and weight decay of the model's variables; those left out have 1. */
  readonly factors?: (input: {
    readonly model: LayersModel;
    readonly config: BuildInput['config'];
  }) => ReadonlyMap<Variable, RateFactors>;
  /** Inputs may be token ids. A family without it is refused such data; a user's module knows what it takes. */
  readonly takesTokens?: true;
  /**
   * The sentence that says why no configuration has a model of such inputs; undefined where some have. A search of them is
   * refused with it, and `build` throws it (`requireFit`).
   */
  readonly misfit?: (data: Pick<ModelData, 'inputShape' | 'columns' | 'tokens'>) => string | undefined;
  /** Metrics besides the catalogue's, measured for each trial; their names are none of the catalogue's. */
  readonly metrics?: readonly OwnMetric[];
  /** Called after each epoch, for what a user logs. The next epoch waits for it, and its error is the trial's. */
  readonly onEpochEnd?: (epoch: EpochEnd) => Awaitable<void>;
  /** Names of the layers that are frozen on purpose; any other frozen layer is reported as a mistake. */
  readonly frozen?: readonly string[];
}

/** An epoch that has ended. */
export interface EpochEnd {
  /** 1 is the first pass over the training rows. */
  readonly epoch: number;
  /** Those of the fold's model, where the study has folds. */
  readonly metrics: Metrics;
  readonly config: BuildInput['config'];
}

interface LossInput {
  readonly tf: Tf;
  readonly outputs: Tensor;
  readonly targets: Tensor;
  readonly config: BuildInput['config'];
  /** Undefined when all rows count alike. */
  readonly weights: Tensor | undefined;
}

/** A numeric parameter; its type was checked when the space was read. */
export function numberOf(config: BuildInput['config'], name: string): number {
  return config[name] as number;
}

/** Throws an Error where no configuration of the family has a model of such inputs. */
export function requireFit({ misfit }: Pick<ModelFamily, 'misfit'>, data: ModelData): void {
  const reason = misfit?.(data);
  if (reason !== undefined) throw new Error(reason);
}

/** The first layer of a model that takes each example as a flat row of numbers. */
export function flatInput(tf: Tf, { inputShape }: ModelData): LayersModel['layers'][number] {
  return inputShape.length === 1
    ? tf.layers.inputLayer({ inputShape: [...inputShape] })
    : tf.layers.flatten({ inputShape: [...inputShape] });
}
