import { expect, it } from 'vitest';
import { extrapolated } from '../../../src/search/learned/extrapolated.ts';

it('says of a model that makes no error that more rows do not pay', () => {
  const points = [20, 40, 80, 160].map((rows) => ({ rows, values: [1, 1], mean: 1 }));
  const { pays, current } = extrapolated(points, { metric: 'valAccuracy', direction: 'maximize' });
  expect(pays).toBe('no');
  expect(current).toEqual({ rows: 160, value: 1, low: 1, high: 1 });
});
