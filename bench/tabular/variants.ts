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
  mlp: {
    family: 'mlp',
    config: { learningRate: 1e-3, units: 128, layers: 3, dropout: 0.15, batchSize: 32 },
    training: { maxEpochs: 100, patience: 100 },
  },
  'no clipping': { config: { clip: 100 } },
  'no number embeddings': { config: { frequencies: 0 } },
  'no input scale': { config: { inputScale: false } },
  'no parametric activation': { config: { parametricActivation: false } },
  relu: { config: { activation: 'relu' } },
  'standard parametrisation': { config: { parametrization: 'standard', learningRate: 0.003 } },
  'biases start at zero': { config: { biasSpread: 0 } },
  'one learning rate': {
    config: { scaleRate: 1, biasRate: 1, activationRate: 1, embeddingRate: 1 },
  },
  'constant learning rate': { config: { schedule: 'constant', learningRate: 0.01 } },
  cosine: { config: { schedule: 'cosine', scheduleFactor: 0.01 } },
  'beta2 0.999': { config: { beta2: 0.999 } },
  'no dropout': { config: { dropout: 0 } },
  'constant dropout': { config: { dropoutSchedule: 'constant' } },
  'no weight decay': { config: { weightDecay: 0 } },
  'constant weight decay': { config: { weightDecaySchedule: 'constant' } },
  'label smoothing 0.1': { config: { labelSmoothing: 0.1 } },
  'one-hot categories': { config: { oneHotLimit: 1000 } },
  'standard scaling': { scaling: 'standard' },
};
