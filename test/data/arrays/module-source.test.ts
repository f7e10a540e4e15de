import { expect, test } from 'vitest';
import { fingerprint } from '../../../src/data/dataset.ts';
import { loadDataset, readSource } from '../../../src/data/load-dataset.ts';
import { readWrittenCells } from '../../../src/data/sources/written-cells.ts';
import { describeFault, FaultsError } from '../../../src/faults/errors.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../data-spec.ts';
import { folderOf } from './array-files.ts';

const spec = (changes: Partial<DataSpec> = {}) =>
  dataSpec({ source: 'module', path: 'data.mjs', ...changes });
const folder = (code: string) => folderOf({ 'data.mjs': Buffer.from(code) });
const source = (code: string, changes?: Partial<DataSpec>) => readSource(spec(changes), folder(code));

async function faultOf(code: string, changes?: Partial<DataSpec>): Promise<string> {
  const error: unknown = await source(code, changes).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map((fault) => describeFault(fault)).join('\n');
}

const labels = 'Array.from({ length: 20 }, (_, row) => row % 2)';

test('typed arrays, tensors, values with a shape and nested lists are the same arrays', async () => {
  const flat = 'Float32Array.from({ length: 60 }, (_, at) => at)';
  const forms = [
    `{ values: ${flat}, shape: [20, 3] }`,
    `{ shape: [20, 3], dtype: 'float32', dataSync: () => ${flat} }`,
    'Array.from({ length: 20 }, (_, row) => [3 * row, 3 * row + 1, 3 * row + 2])',
    'Array.from({ length: 20 }, (_, row) => Float32Array.of(3 * row, 3 * row + 1, 3 * row + 2))',
  ];
  const prints = new Set<string>();
  for (const x of forms) {
    const directory = folder(`export const data = () => ({ x: ${x}, y: ${labels} });`);
    prints.add(fingerprint(await loadDataset(spec(), directory)));
  }
  expect(prints.size).toBe(1);
});

test('batches are one array on memory that threads share, with their splits', async () => {
  const { raw, rows } = await source(`
    export async function* data() {
      for (let batch = 0; batch < 6; batch++)
        yield {
          x: { values: new Float32Array(30).fill(batch), shape: [10, 3] },
          y: Array.from({ length: 10 }, (_, row) => (row % 2 ? 'odd' : 'even')),
          split: batch === 2 ? 'val' : batch === 5 ? 'test' : 'train',
        };
    }`);
  expect(raw.target).toMatchObject({ kind: 'classification', classes: ['even', 'odd'] });
  expect([rows.train.length, rows.validation.length, rows.test.length]).toEqual([40, 10, 10]);
  const values = raw.inputs.kind === 'arrays' ? raw.inputs.parts[0]?.values : undefined;
  const firsts = Array.from({ length: 6 }, (_, batch) => values?.[30 * batch]);
  expect(firsts).toEqual([0, 1, 3, 4, 2, 5]);
});

test('a declared number of rows is kept, in all or for each split', async () => {
  const batches = `(function* () {
    yield { x: new Float32Array(10), y: new Int32Array(10) };
    yield { x: new Float32Array(10).fill(1), y: new Int32Array(10).fill(1) };
  })()`;
  const { raw } = await source(`export default () => ({ rows: 20, batches: ${batches} });`);
  const values = raw.inputs.kind === 'arrays' ? raw.inputs.parts[0]?.values : undefined;
  expect(values?.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(values?.length).toBe(20);
  expect(await faultOf(`export default () => ({ rows: 15, batches: ${batches} });`)).toBe(
    'data.mjs x: must have the 15 rows that the module declares: more follow, got 20',
  );
  expect(await faultOf(`export default () => ({ rows: { train: 21 }, batches: ${batches} });`)).toBe(
    'data.mjs x: must have the 21 rows that the module declares, got 20',
  );
  expect(await faultOf(`export default () => ({ rows: { training: 20 }, batches: ${batches} });`)).toContain(
    'rows: must be a whole',
  );
  expect(await faultOf(`export default () => ({ rows: -1, batches: ${batches} });`)).toContain(
    'rows: must be a whole',
  );
});

test('batches without a row are passed over', async () => {
  const { raw } = await source(`
    export function* data() {
      yield { x: [], y: [] };
      yield { x: [[1, 2], [3, 4]], y: [0, 1] };
      for (let batch = 0; batch < 9; batch++) yield { x: [[1, batch], [3, 4]], y: [0, 1] };
      yield { x: [], y: [] };
    }`);
  expect(raw.inputs.kind === 'arrays' && raw.inputs.parts[0]?.shape).toEqual([2]);
  expect(raw.rowNumbers).toHaveLength(20);
  const table = 'export function* data() { yield []; yield [{ a: 1, y: 2 }]; yield { x: [1], y: [1] }; }';
  expect(await faultOf(table, { target: 'y' })).toContain('batch 3: must yield batches of one kind');
});

test('rows are a table, in a list or in batches, and their cells are read once more', async () => {
  const list =
    'Array.from({ length: 20 }, (_, row) => ({ size: row, colour: row % 3 ? "red" : "blue", price: 2.5 * row }))';
  const batches = `(function* () { const all = ${list}; yield all.slice(0, 7); yield all.slice(7); })()`;
  for (const answer of [list, batches]) {
    const directory = folder(`export const data = async () => ${answer};`);
    const { raw } = await readSource(spec({ target: 'price' }), directory);
    expect(raw.target).toMatchObject({ kind: 'regression', name: 'price' });
    expect(raw.columnNames).toEqual(['size', 'colour', 'price']);
    expect(raw.rowNumbers.length).toBe(20);
    const wanted = { targets: ['price'], names: ['colour'], rows: new Set([1, 18]) };
    const cells = await readWrittenCells(spec({ target: 'price' }), directory, wanted);
    expect([cells.get('colour')?.[1], cells.get('colour')?.[18]]).toEqual(['red', 'blue']);
  }
  expect(await faultOf(`export const data = ${list};`)).toContain(
    'data.target: must name the column to predict',
  );
  const late = `[${list}, [{ size: 1, colour: 'red', price: 1, weight: 3 }]]`;
  expect(await faultOf(`export const data = () => ${late}.values();`, { target: 'price' })).toContain(
    'weight: must be in a row of the first batch, as all columns are (row 21)',
  );
});

test('the random numbers of a module are those of the seed of the split', async () => {
  const directory = folder(`
    export const data = ({ random, seed }) => ({
      x: Float64Array.from({ length: 20 }, () => random() + Math.random() + seed),
      y: ${labels},
    });`);
  const print = async (seed: number) =>
    fingerprint(
      await loadDataset(spec({ split: { ...defaultSplit, seed } as DataSpec['split'] }), directory),
    );
  const [first, second, other] = [await print(1), await print(1), await print(2)];
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('a module that throws, exits, waits for ever or returns no data is one fault', async () => {
  const throwing = '\nexport function data() {\n  throw new RangeError("no such file");\n}';
  expect(await faultOf(throwing)).toBe('data.mjs:3 data: must return its data: no such file');
  expect(await faultOf('export const data = () => process.exit(3);')).toContain('it ends the process');
  expect(await faultOf('export const data = () => new Promise(() => {});')).toContain(
    'does not come to an end',
  );
  expect(await faultOf('export const data = () => 7;')).toContain('data: must return arrays by name');
  expect(await faultOf('export const other = 1;')).toContain('data: must be exported');
  expect(await faultOf('export const data = () => {\n  return { x: [1, };')).toMatch(
    /^data\.mjs:2 data: .*Unexpected token/,
  );
  expect(await faultOf('export const data = () => ({ rows: -3 });')).toContain(
    'batches: must be an iterator',
  );
  const uneven = 'export function* data() { yield { x: [[1]], y: [0] }; yield { x: [[1]], z: [0] }; }';
  expect(await faultOf(uneven)).toBe(
    'data.mjs batch 2: must have the arrays of the first batch: x, y, got "x, z"',
  );
  expect(await faultOf('export const data = () => ({ x: new Map(), y: [] });')).toContain(
    'x: must be a typed array',
  );
  expect(await faultOf('export const data = () => ({ x: [[1, 2], [3]], y: [0, 1] });')).toContain(
    'data.mjs x: must have lists of one length: 2 as in row 1, and row 2 has another, got 1',
  );
  expect(
    await faultOf(
      'export const data = () => ({ x: { values: new Float32Array(5), shape: [2, 3] }, y: [0, 1] });',
    ),
  ).toBe('data.mjs x: must have 6 values for its shape (2, 3), got 5');
  expect(
    await faultOf(`Array.prototype.map = null; export const data = () => ({ x: ${labels}, y: 3 });`),
  ).toContain('data.mjs');
  expect([1].map((one) => one)).toEqual([1]);
  expect(await faultOf('export const data = () => ({', {})).toContain('data.mjs');
  expect(await faultOf('', { path: 'none.mjs' })).toContain('must be a file, and there is none');
});
