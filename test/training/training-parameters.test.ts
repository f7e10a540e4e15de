import { describe, expect, test } from 'vitest';
import { brokenConstraint, type ParameterConstraints } from '../../src/study/parameter-constraint.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';

const defaults = {
  learningRate: 3e-4,
  batchSize: 32,
  optimizer: 'adam',
  momentum: 0,
  weightDecay: 0,
  weightDecaySchedule: 'constant',
  beta2: 0.999,
  clipNorm: 0,
  schedule: 'constant',
  scheduleFactor: 0.1,
  dropoutSchedule: 'constant',
  labelSmoothing: 0,
  'augment.flip': false,
  'augment.shift': 0,
  'augment.rotate': 0,
  'augment.crop': 0,
  'augment.brightness': 0,
  'augment.noise': 0,
  'augment.cutout': 0,
  'augment.mixup': 0,
};

describe('completeConfiguration', () => {
  test('fills in what a configuration leaves out', () => {
    expect(completeConfiguration(trainingParameters, {})).toEqual(defaults);
    const given = { learningRate: 0.1, optimizer: 'sgd' };
    expect(completeConfiguration(trainingParameters, given)).toEqual({ ...defaults, ...given });
  });

  test('keeps zeros, empty words, false, and names without a constraint', () => {
    const constraints: ParameterConstraints = {
      units: { type: 'integer', default: 8 },
      name: { type: 'choice', values: ['', 'a'], default: 'a' },
      isDeep: { type: 'choice', values: [true, false], default: true },
      other: { type: 'any' },
    };
    const given = { units: 0, name: '', isDeep: false, other: 0 };
    expect(completeConfiguration(constraints, given)).toEqual(given);
    expect(completeConfiguration(constraints, {})).toEqual({ units: 8, name: 'a', isDeep: true });
  });

  test('gives adamw a decay of 0.01 unless the space says another, 0 included', () => {
    const decay = (
      config: Record<string, string | number>,
      constraints: ParameterConstraints = trainingParameters,
    ) => completeConfiguration(constraints, config).weightDecay;
    expect(decay({ optimizer: 'adamw' })).toBe(0.01);
    expect(decay({ optimizer: 'adamw', weightDecay: 0 })).toBe(0);
    expect(decay({ optimizer: 'adam' })).toBe(0);
    const adamw = { optimizer: { type: 'choice', values: ['adamw'], default: 'adamw' } } as const;
    expect(decay({}, { ...trainingParameters, ...adamw })).toBe(0.01);
  });

  test('leaves its arguments as they are', () => {
    const given = Object.freeze({ optimizer: 'adamw' });
    completeConfiguration(trainingParameters, given);
    expect(given).toEqual({ optimizer: 'adamw' });
  });
});

test('every default keeps its own constraint', () => {
  for (const [name, value] of Object.entries(defaults)) {
    const constraint = trainingParameters[name];
    expect(constraint && brokenConstraint(constraint, value)).toBeUndefined();
  }
  expect(Object.keys(trainingParameters)).toEqual(Object.keys(defaults));
});
