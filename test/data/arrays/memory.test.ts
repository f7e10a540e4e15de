import { expect, test } from 'vitest';
import { keepArrays } from '../../../src/data/sources/memory.ts';

test('arrays of the same bytes have different paths where they mean something else', () => {
  const values = Uint8Array.of(0, 1, 1, 0);
  const given = (y: object) => keepArrays({ x: Float32Array.of(1, 2, 3, 4), y });
  const bytes = given({ shape: [4], values });
  expect(given({ shape: [4], values: values.slice() })).toBe(bytes);
  const others = [{ shape: [4, 1], values }, { shape: [4], values, dtype: 'bool' }, Int8Array.from(values)];
  expect(new Set([bytes, ...others.map(given)]).size).toBe(4);
});
