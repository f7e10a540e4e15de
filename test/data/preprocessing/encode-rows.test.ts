import { expect, test, vi } from 'vitest';
import { encodeRows, readRows } from '../../../src/data/preprocessing/encode-rows.ts';

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

test('a text that is no JSON, and one that cannot be read, are refused in one line', () => {
  const refuse = (error: Error): never => {
    throw error;
  };
  expect(readRows(() => Buffer.from('[{"a": 1}]'), refuse)).toEqual([{ a: 1 }]);
  expect(() => readRows(() => 'a,b\n1,2\n', refuse)).toThrow(/^rows: must be in a file of JSON: [^\n]+$/);
  const missing = () => {
    throw new Error('ENOENT: no such file');
  };
  expect(() => readRows(missing, refuse)).toThrow('rows: must be in a file of JSON: ENOENT: no such file');
});
