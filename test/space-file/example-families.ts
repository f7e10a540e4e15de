import type { ParameterConstraints } from '../../src/study/parameter-constraint.ts';

const training: ParameterConstraints = {
  learningRate: { type: 'number', min: 0, exclusive: ['min'], default: 3e-4 },
  batchSize: { type: 'integer', min: 1, default: 32 },
  optimizer: { type: 'choice', values: ['adam', 'sgd'], default: 'adam' },
  momentum: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
};

/** Constraints of each kind, apart from those of the real families. */
export const exampleFamilies: Readonly<Record<string, ParameterConstraints>> = {
  linear: training,
  mlp: {
    ...training,
    layers: { type: 'integer', min: 0, max: 8, default: 2 },
    units: { type: 'integer', min: 1, default: 64 },
    dropout: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
    isNormalised: { type: 'choice', values: [true, false], default: false },
  },
  cnn: { ...training, kernelSize: { type: 'choice', values: [3, 5, 7], default: 3 } },
};
