import type { Value } from '../../src/study/distribution.ts';

/** Settings that are compared: a family, a configuration, and the length of the training. */
export interface Variant {
  readonly family?: string;
  readonly config?: Readonly<Record<string, Value>>;
  readonly training?: { readonly maxEpochs?: number; readonly patience?: number };
  readonly scaling?: string;
}

/** One trick less than the defaults each, and what they are compared with. */
export const variants: Readonly<Record<string, Variant>> = {
  default: {},
  'four members, 50 epochs': { config: { members: 4 }, training: { maxEpochs: 50, patience: 50 } },
  'learning rate 0.03': { config: { learningRate: 0.03 } },
  'frequencies spread by 0.5': { config: { frequencySpread: 0.5 } },
  mlp: {
    family: 'mlp',
    config: { learningRate: 1e-3, units: 64, layers: 3, dropout: 0.15 },
    training: { maxEpochs: 100, patience: 100 },
  },
  'no number embeddings': { config: { frequencies: 0 } },
  'scales at the common rate': { config: { scaleRate: 1 } },
  'no dropout': { config: { dropout: 0 } },
  'biases start at zero': { config: { biasSpread: 0 } },
  cosine: { config: { schedule: 'cosine', scheduleFactor: 0.01 } },
  'constant learning rate': { config: { schedule: 'constant', learningRate: 0.015 } },
  'standard parametrisation': { config: { parametrization: 'standard', learningRate: 0.006 } },
  'no parametric activation': { config: { parametricActivation: false } },
  relu: { config: { activation: 'relu' } },
  'no weight decay': { config: { weightDecay: 0 } },
  'label smoothing 0.1': { config: { labelSmoothing: 0.1 } },
  'beta2 0.999': { config: { beta2: 0.999 } },
  'no clipping': { config: { clip: 100 } },
  'one-hot categories': { config: { oneHotLimit: 1000 } },
  'standard scaling': { scaling: 'standard' },
  'constant dropout and weight decay': {
    config: { dropoutSchedule: 'constant', weightDecaySchedule: 'constant' },
  },
  'all rates the same': { config: { scaleRate: 1, biasRate: 1, activationRate: 1, embeddingRate: 1 } },
};
