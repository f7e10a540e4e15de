import { describe, expect, it } from 'vitest';
import {
  baselineFault,
  humanBaselineOf,
  leadOver,
  readableMetric,
} from '../../src/metrics/human-baseline.ts';
import { directionOf, splitless, type ValidationMetric } from '../../src/metrics/validation-metric.ts';

const objectiveOf = (metric: ValidationMetric) => ({ metric, direction: directionOf(metric) });

const tasks = {
  classification: { kind: 'classification', classes: ['a', 'b'] },
  regression: { kind: 'regression', target: 'y', mean: 0, std: 1 },
} as const;

describe('the metric of a human baseline', () => {
  it.each<[ValidationMetric, 'classification' | 'regression', string]>([
    ['valLoss', 'classification', 'valAccuracy'],
    ['valLoss', 'regression', 'valMae'],
    ['valF1', 'classification', 'valF1'],
    ['valR2', 'regression', 'valR2'],
  ])('for %s of a %s is %s', (metric, task, readable) => {
    expect(readableMetric(objectiveOf(metric), tasks[task])).toBe(readable);
  });

  it('follows from what trials measure', () => {
    const spec = { humanBaseline: 0.9, objective: objectiveOf('valLoss') };
    expect(humanBaselineOf(spec, { valLoss: 1, valAccuracy: 0.5 })).toEqual({
      metric: 'valAccuracy',
      value: 0.9,
    });
    expect(humanBaselineOf(spec, { valLoss: 1, valMae: 0.5 })).toEqual({ metric: 'valMae', value: 0.9 });
    expect(humanBaselineOf({ objective: spec.objective }, { valAccuracy: 0.5 })).toBeUndefined();
    const measured = { ...spec, humanBaseline: { value: 0.9, low: 0.8, high: 0.95 } };
    expect(humanBaselineOf(measured, { valAccuracy: 0.5 })).toEqual({
      ...{ metric: 'valAccuracy', value: 0.9, low: 0.8, high: 0.95 },
    });
  });

  it('has a name without its split', () => {
    expect(
      ['valAccuracy', 'valF1', 'valMae', 'valR2'].map((name) => splitless(name as ValidationMetric)),
    ).toEqual(['accuracy', 'f1', 'mae', 'r2']);
  });
});

describe('a value that its metric cannot take', () => {
  it.each([
    ['valAccuracy', 98, 'must be a share from 0 to 1, for it is a valAccuracy', '98 % is 0.98'],
    ['valAccuracy', -0.1, 'must be a share from 0 to 1, for it is a valAccuracy', undefined],
    ['valF1', 101, 'must be from 0 to 1, for it is a valF1', undefined],
    ['valMae', -1, 'must be at least 0, for it is a valMae', undefined],
    ['valR2', 2, 'must be at most 1, for it is a valR2', undefined],
  ] as const)('%s %d', (metric, value, constraint, hint) => {
    expect(baselineFault({ metric, value })).toEqual({ constraint, ...(hint && { hint }) });
  });

  it('is also one of its interval', () => {
    expect(baselineFault({ metric: 'valAccuracy', value: 0.9, low: 0.8, high: 95 })).toMatchObject({
      hint: '95 % is 0.95',
    });
  });

  it.each([
    ['valAccuracy', 0],
    ['valAccuracy', 1],
    ['valMae', 400],
    ['valR2', -3],
  ] as const)('is not %s %d', (metric, value) => {
    expect(baselineFault({ metric, value })).toBeUndefined();
  });
});

it('a lead is positive for whoever is better', () => {
  expect(leadOver({ metric: 'valAccuracy', value: 0.5 }, 0.75)).toBe(0.25);
  expect(leadOver({ metric: 'valMae', value: 2 }, 2.5)).toBe(-0.5);
});
