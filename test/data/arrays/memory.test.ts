import { expect, test } from 'vitest';
import { arrayInputs } from '../../../src/data/inputs/array-inputs.ts';
import { loadDataset } from '../../../src/data/load-dataset.ts';
import { arraysOf, keepArrays } from '../../../src/data/sources/memory.ts';
import type { Pipeline } from '../../../src/study/pipeline.ts';
import { dataSpec, defaultSplit, faultsOf } from '../data-spec.ts';

test('arrays of the same bytes have different paths where they mean something else', () => {
  const values = Uint8Array.of(0, 1, 1, 0);
  const given = (y: object) => keepArrays({ x: Float32Array.of(1, 2, 3, 4), y });
  const bytes = given({ shape: [4], values });
  expect(given({ shape: [4], values: values.slice() })).toBe(bytes);
  const others = [{ shape: [4, 1], values }, { shape: [4], values, dtype: 'bool' }, Int8Array.from(values)];
  expect(new Set([bytes, ...others.map(given)]).size).toBe(4);
});

test('arrays without an input are refused with the field that leaves none', async () => {
  const path = keepArrays({ x: new Float32Array(20), y: new Float32Array(20) });
  const load = (spec: object) => faultsOf(loadDataset(dataSpec({ source: 'memory', path, ...spec }), '.'));
  const twice = keepArrays({ x_train: new Float32Array(20), Train_X: new Float32Array(20), y: [0] });
  expect(await load({ path: twice })).toEqual([
    'data.arrays Train_X: must differ from x_train by more than case or the place of a word for a split',
  ]);
  expect(await load({ exclude: ['x'] })).toEqual([
    'data.arrays data.exclude: must leave an array as an input beside the target, got ["x"]',
  ]);
  expect(await load({ exclude: ['x'], inputs: ['x'] })).toEqual([
    'data.arrays data.inputs: must name an array that is neither a target nor excluded, got "x"',
  ]);
});

test('rows of errors are counted from 1, whatever refuses them', async () => {
  const y = Float32Array.from({ length: 40 }, (_, row) => (row === 17 ? 2.5 : row % 3));
  const x = Float32Array.from({ length: 40 }, (_, row) => (row === 17 ? Number.NaN : row));
  const load = (arrays: { x: object; y: object }) =>
    faultsOf(
      loadDataset(dataSpec({ source: 'memory', path: keepArrays({ ...arrays }), task: 'count' }), '.'),
    );
  expect(await load({ x: y, y })).toEqual([expect.stringMatching(/got 2\.5 \(row 18\)$/)]);
  expect(await load({ x, y: y.map(Math.round) })).toEqual([expect.stringContaining(': row 18 breaks that')]);
});

test('a share of validation rows leaves training rows, whatever assigns the test rows', async () => {
  const split = { ...defaultSplit, stratify: false, validation: 0.8 } as const;
  const x = Float32Array.from({ length: 40 }, (_, at) => at);
  const load = (arrays: object) =>
    loadDataset(
      dataSpec({ source: 'memory', path: keepArrays({ ...arrays }), task: 'regression', split }),
      '.',
    );
  const { splits } = await load({ x_train: x, y_train: x, x_test: x.slice(0, 10), y_test: x.slice(0, 10) });
  expect([splits.train.rows, splits.validation.rows, splits.test.rows]).toEqual([8, 32, 10]);
  expect(await faultsOf(load({ x, y: x }))).toEqual([
    'data.arrays data.split.validation: must be less than 0.8, as the data assign no rows to test, and 0.2 of them are drawn for it, got 0.8 (data.split.test is the share of test rows)',
  ]);
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
