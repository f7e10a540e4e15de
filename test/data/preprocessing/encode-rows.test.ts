import { expect, test, vi } from 'vitest';
import { encodeRows } from '../../../src/data/preprocessing/encode-rows.ts';

const stopped = new Error('stopped');

test('rows stand one after the other, and a row that cannot be used is named from 1', () => {
  const refuse = vi.fn((_: Error): never => {
    throw stopped;
  });
  const encode = ({ a }: { a: number }) => {
    if (a < 0) throw new Error('a: must be at least 0');
    return [a, 2 * a];
  };
  expect(encodeRows([{ a: 1 }, { a: 2 }], encode, refuse)).toEqual([1, 2, 2, 4]);
  expect(refuse).not.toHaveBeenCalled();
  expect(() => encodeRows([{ a: 1 }, { a: -1 }], encode, refuse)).toThrow(stopped);
  expect(() => encodeRows([null as never], encode, refuse)).toThrow(stopped);
  expect(() => encodeRows([], encode, refuse)).toThrow(stopped);
  expect(refuse.mock.calls.map(([{ message }]) => message)).toEqual([
    'row 2: a: must be at least 0',
    'row 1: must be an object or an array',
    'rows: must be an array that holds a row',
  ]);
});
