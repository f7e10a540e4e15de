import { augmentParameters } from '../study/augment-parameters.ts';
import type { Value } from '../study/distribution.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import type { Configuration } from '../study/search-space.ts';

/** The hyperparameters of the training loop, which every model has. The default is Adam at 3e-4. */
export const trainingParameters: ParameterConstraints = {
  learningRate: { type: 'number', min: 0, exclusive: ['min'], default: 3e-4 },
  batchSize: { type: 'integer', min: 1, default: 32 },
  optimizer: { type: 'choice', values: ['adam', 'adamw', 'sgd', 'rmsprop'], default: 'adam' },
  /** Used by sgd (Polyak's momentum) and rmsprop only. */
  momentum: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
  /** Decoupled weight decay (Loshchilov and Hutter 2019) for every optimizer; the default for adamw is 0.01. */
  weightDecay: { type: 'number', min: 0, default: 0, off: 0 },
  /** How the weight decay changes over the steps; `flatCosine` lets it fall to 0 over the second half. */
  weightDecaySchedule: { type: 'choice', values: ['constant', 'flatCosine'], default: 'constant' },
  /** Decay rate of Adam's mean square. */
  beta2: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0.999 },
  /** Maximum global Euclidean norm of the gradients; 0 means no limit. */
  clipNorm: { type: 'number', min: 0, default: 0 },
  /** Its length in steps is maxEpochs times the batches per epoch. */
  schedule: { type: 'choice', values: ['constant', 'cosine', 'step', 'coslog4'], default: 'constant' },
  /** The fraction of the learning rate at which cosine ends, or the factor of each step of `step`. */
  scheduleFactor: { type: 'number', min: 0, max: 1, default: 0.1 },
  /** The schedule of every dropout layer's rate; see weightDecaySchedule. */
  dropoutSchedule: { type: 'choice', values: ['constant', 'flatCosine'], default: 'constant' },
  /**
   * The share of a class target that is spread over all classes (Szegedy et al. 2016); numbers have none.
   */
  labelSmoothing: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0, off: 0 },
  ...augmentParameters,
};

/** Completes a configuration with the defaults of all parameters it leaves out, including inactive ones. */
export function completeConfiguration(
  constraints: ParameterConstraints,
  config: Configuration,
): Record<string, Value> {
  const defaults: Record<string, Value> = {};
  for (const [name, constraint] of Object.entries(constraints)) {
    if (constraint.type !== 'any') defaults[name] = constraint.default;
  }
  const optimizer = config.optimizer ?? defaults.optimizer;
  if (optimizer === 'adamw') defaults.weightDecay = 0.01;
  return { ...defaults, ...config };
}
