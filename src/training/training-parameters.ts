import type { Value } from '../study/distribution.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import type { Configuration } from '../study/search-space.ts';

/** The hyperparameters of the training loop: every model takes them. Adam at 3e-4 unless a space says otherwise. */
export const trainingParameters: ParameterConstraints = {
  learningRate: { type: 'number', min: 0, exclusive: ['min'], default: 3e-4 },
  batchSize: { type: 'integer', min: 1, default: 32 },
  optimizer: { type: 'choice', values: ['adam', 'adamw', 'sgd', 'rmsprop'], default: 'adam' },
  /** Of sgd (Polyak's) and rmsprop. */
  momentum: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
  /** Decoupled from the gradient (Loshchilov and Hutter 2019), of every optimizer; adamw's own default is 0.01. */
  weightDecay: { type: 'number', min: 0, default: 0 },
  /** Largest Euclidean norm of all gradients together; 0 is no limit. */
  clipNorm: { type: 'number', min: 0, default: 0 },
  /** In terms of this study's own steps: maxEpochs times the batches of an epoch. */
  schedule: { type: 'choice', values: ['constant', 'cosine', 'step'], default: 'constant' },
  /** What cosine ends at, and step multiplies by, as a share of the learning rate. */
  scheduleFactor: { type: 'number', min: 0, max: 1, default: 0.1 },
};

/** A configuration with the default of every constraint that it leaves out, inactive parameters included. */
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
