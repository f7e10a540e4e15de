import { expect, test } from 'vitest';
import { putNumbers } from '../../../src/data/inputs/number-cells.ts';
import { RowEncoder } from '../../../src/data/preprocessing/encoder.ts';

test('a column of numbers is encoded as its cells are, and the cells that no model can take are named', () => {
  const transform = { kind: 'number', name: 'a', fill: 5, shift: 1, scale: 2, indicator: true } as const;
  const cells = Float64Array.of(3, Number.NaN, -0, 1e39, Number.NEGATIVE_INFINITY, 3.4e38);
  const encoder = new RowEncoder([transform]);
  const together = new Float32Array(3 * cells.length);
  const apart = together.slice();
  const broken = [...cells].flatMap((cell, row) =>
    encoder.put(transform, cell, apart, 3 * row + 1) === undefined ? [] : [row],
  );
  expect(putNumbers(transform, cells, { x: together, offset: 1, width: 3 })).toEqual(broken);
  expect(broken).toEqual([3, 4]);
  expect(together).toEqual(apart);
});
