import { expect, test } from 'vitest';
import { type DataShape, defaultSpace } from '../../src/actions/defaults/default-space.ts';

test('the scaling is searched where a table has numbers, and not too many', () => {
  const scaling = { type: 'choice', values: ['standard', 'piecewise'] };
  expect(defaultSpace({ rows: 900, numbers: 3 })).toMatchObject({ 'data.scaling': scaling });
  const others: DataShape[] = [
    { rows: 900, numbers: 0 },
    { rows: 900, numbers: 51 },
    { rows: 1_000_000, numbers: 3 },
    { rows: 900, image: [32, 32] },
  ];
  for (const shape of others) {
    expect(defaultSpace(shape)).not.toHaveProperty(['data.scaling']);
  }
});
