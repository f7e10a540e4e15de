import { expect, it } from 'vitest';
import { scaleOf } from '../../src/plots/axes/scale.ts';

it('an axis is logarithmic for values over decades, except for a metric between two bounds', () => {
  const values = Float64Array.of(0.01, Number.NaN, 0.97);
  const kindOf = (metric?: string) => scaleOf(values, metric).kind;
  expect([undefined, 'valLoss', 'loss', 'mae', 'height'].map(kindOf)).toEqual(Array(5).fill('log'));
  for (const name of ['accuracy', 'valF1', 'trainRocAuc', 'valTop5Accuracy', 'ece']) {
    expect(scaleOf(values, name), name).toEqual({ kind: 'linear', min: 0.01, max: 0.97 });
  }
  expect(scaleOf(Float64Array.of(0, 97)).kind).toBe('linear');
});
