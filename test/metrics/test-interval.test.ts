import { expect, test } from 'vitest';
import { testIntervalOf } from '../../src/metrics/test-interval.ts';

// half = scipy.stats.t.ppf(0.975, n - 1) * se * sqrt(1 + n / m); value - half to value * exp(half / value), or value + half.
test.each([
  ['valLoss', 0.1283, 0.017, 1500, 1500, [0.08114119221069875, 0.1852929290364757]],
  ['valLoss', 0.4, 0.05, 30, 300, [0.2927472527395674, 0.523007819532991]],
  // No loss is below 0, and no accuracy above 1.
  ['valLoss', 0.02, 0.012, 150, 50, [0, 0.2142081244960464]],
  // Far beyond the value the logarithm would be absurd.
  ['valLoss', 0.001, 0.001, 100, 1, [0, 0.020941133568763145]],
  ['valAccuracy', 0.96, 0.02, 90, 30, [0.8805208520197487, 1]],
] as const)(
  '%s %f ± %f of %i rows is expected on %i others as scipy has it',
  (metric, value, standardError, validation, rows, [low, high]) => {
    const interval = testIntervalOf({ value, standardError }, { validation, test: rows }, metric);
    expect(interval).toMatchObject({ validationRows: validation, testRows: rows, level: 0.95 });
    expect(interval?.low).toBeCloseTo(low, 12);
    expect(interval?.high).toBeCloseTo(high, 12);
  },
);

test('nothing is expected without a standard error, without test rows, or of a function', () => {
  const measured = { value: 0.4, standardError: 0.05 };
  const rows = { validation: 30, test: 10 };
  expect(testIntervalOf({ value: 0.4 }, rows, 'valLoss')).toBeUndefined();
  expect(testIntervalOf({ ...measured, value: null }, rows, 'valLoss')).toBeUndefined();
  expect(testIntervalOf(measured, { ...rows, test: 0 }, 'valLoss')).toBeUndefined();
  expect(testIntervalOf(measured, undefined, 'valLoss')).toBeUndefined();
  expect(testIntervalOf(measured, rows, 'distance')).toBeUndefined();
});
