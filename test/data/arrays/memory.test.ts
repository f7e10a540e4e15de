import { expect, test } from 'vitest';
import { arrayInputs } from '../../../src/data/inputs/array-inputs.ts';
import { loadDataset } from '../../../src/data/load-dataset.ts';
import { arraysOf, keepArrays } from '../../../src/data/sources/memory.ts';
import type { Pipeline } from '../../../src/study/pipeline.ts';
import { dataSpec, faultsOf } from '../data-spec.ts';

test('arrays of the same bytes have different paths where they mean something else', () => {
  const values = Uint8Array.of(0, 1, 1, 0);
  const given = (y: object) => keepArrays({ x: Float32Array.of(1, 2, 3, 4), y });
  const bytes = given({ shape: [4], values });
  expect(given({ shape: [4], values: values.slice() })).toBe(bytes);
  const others = [{ shape: [4, 1], values }, { shape: [4], values, dtype: 'bool' }, Int8Array.from(values)];
  expect(new Set([bytes, ...others.map(given)]).size).toBe(4);
});

test('what a program later writes into its arrays changes no data', async () => {
  const x = Float32Array.from({ length: 40 }, (_, at) => at % 7);
  const y = Array.from({ length: 20 }, (_, row) => row / 2);
  const path = keepArrays({ x: { values: x, shape: [20, 2] }, y });
  const load = () => loadDataset(dataSpec({ source: 'memory', path, task: 'regression' }), '.');
  const before = await load();
  x.fill(9);
  y.fill(9);
  expect((await load()).splits).toEqual(before.splits);
  expect(keepArrays({ x: { values: x, shape: [20, 2] }, y })).not.toBe(path);
});

test('flat values without a shape are refused with the shape that they may have', async () => {
  const pipeline: Pipeline = {
    task: { kind: 'classification', classes: ['a', 'b'] },
    inputShape: [2, 3],
    preprocessing: {
      kind: 'arrays',
      parts: [{ name: 'x', shape: [2, 3], scales: [{ shift: 0, scale: 1 }] }],
    },
  };
  const predict = async (x: object) => arrayInputs(arraysOf({ x }, 'input'), 'input', { pipeline });
  expect(await faultsOf(predict(new Float32Array(12)))).toEqual([
    'input x: must have rows of the shape (2, 3), as in training, got "()" (its 12 values would be rows in the shape [2, 2, 3]: in a program { values, shape: [2, 2, 3] })',
  ]);
  expect(await faultsOf(predict(new Float32Array(13)))).toEqual([expect.not.stringContaining('would be')]);
  const path = keepArrays({ x: new Float32Array(40), y: new Int32Array(20) });
  expect(await faultsOf(loadDataset(dataSpec({ source: 'memory', path }), '.'))).toEqual([
    'data.arrays x: must have as many rows as y: 20, got "40" (its 40 values would be rows in the shape [20, 2]: in a program { values, shape: [20, 2] })',
  ]);
});
