import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../src/data/dataset.ts';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { encodeSource, loadDataset, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import { pipelineRecord } from '../../../src/records/pipeline-record.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../data-spec.ts';
import { bytes, fixtures, floats, folderOf, idx, ints, npy } from './array-files.ts';

type Files = Readonly<Record<string, Uint8Array>>;

const spec = (changes: Partial<DataSpec> = {}) => dataSpec({ source: 'npz', path: '.', ...changes });

/** n rows of `width` numbers that differ, and classes 0 and 1 in turn. */
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
const numbers = (rows: number, ...shape: number[]) => {
  const size = shape.reduce((product, length) => product * length, rows);
  return floats(
    [rows, ...shape],
    upTo(size).map((at) => Math.sin(at)),
  );
};
const classes = (rows: number) =>
  ints(
    [rows],
    upTo(rows).map((row) => row % 2),
  );

async function faultsOf(files: Files, changes?: Partial<DataSpec>): Promise<string[]> {
  const error: unknown = await loadDataset(spec(changes), folderOf(files)).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map(({ field, constraint }) => `${field} ${constraint}`);
}

test('x and y are the input and the target; the scales are those of the training rows', async () => {
  const source = await readSource(spec(), folderOf({ 'x.npy': numbers(20, 3), 'y.npy': classes(20) }));
  const { inputShape, preprocessing, splits } = encodeSource(source, { scaling: 'standard' });
  expect(inputShape).toEqual([3]);
  expect(source.raw.target).toMatchObject({ kind: 'classification', classes: ['0', '1'] });
  const means = [0, 1, 2].map((column) => {
    const cells = upTo(splits.train.rows).map((row) => splits.train.x[3 * row + column] as number);
    return cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
  });
  for (const mean of means) expect(mean).toBeCloseTo(0, 6);
  expect(preprocessing).toMatchObject({ kind: 'arrays', parts: [{ name: 'x', shape: [3] }] });
});

test('sequences have a scale for each feature, and what lies between -1 and 1 has one', async () => {
  const wide = upTo(120).map((at) => (at % 2 === 0 ? at : at / 1000));
  const files = { 'x.npy': floats([20, 3, 2], wide), 'y.npy': classes(20) };
  const { preprocessing, inputShape } = await loadDataset(spec(), folderOf(files));
  expect(inputShape).toEqual([3, 2]);
  const { preprocessing: bounded } = await loadDataset(
    spec(),
    folderOf({ 'x.npy': numbers(20, 3, 2), 'y.npy': classes(20) }),
  );
  const scales = [preprocessing, bounded].map((each) => {
    const part = each.kind === 'arrays' ? each.parts[0] : undefined;
    return part?.tokens === undefined ? part?.scales.length : undefined;
  });
  expect(scales).toEqual([2, 1]);
});

test('arrays named for splits are those splits, in the order of training, validation and test', async () => {
  const files = {
    'test_x.npy': numbers(4, 2),
    'X_train.npy': numbers(10, 2),
    'x-val.npy': numbers(6, 2),
    'y_test.npy': classes(4),
    'y_train.npy': classes(10),
    'y_valid.npy': classes(6),
  };
  const { splits } = await loadDataset(spec(), folderOf(files));
  expect([splits.train.row[0], splits.validation.row[0], splits.test.row[0]]).toEqual([0, 10, 16]);
  expect(splits.test.rows).toBe(4);
});

test('the four files of MNIST are images with their test rows', async () => {
  const pixels = (rows: number) => upTo(rows * 16).map((at) => at % 256);
  const labels = (rows: number) => upTo(rows).map((row) => row % 3);
  const files = {
    'train-images-idx3-ubyte': idx([30, 4, 4], pixels(30)),
    'train-labels-idx1-ubyte': idx([30], labels(30)),
    't10k-images-idx3-ubyte': idx([9, 4, 4], pixels(9)),
    't10k-labels-idx1-ubyte': idx([9], labels(9)),
  };
  const request = spec({ source: 'idx', classes: ['shirt', 'bag', 'shoe'] });
  const source = await readSource(request, folderOf(files));
  expect(source.raw.inputs).toMatchObject({ kind: 'images', shape: [4, 4, 1], maximum: 255 });
  expect(source.raw.target).toMatchObject({ classes: ['shirt', 'bag', 'shoe'] });
  expect(source.rows.test.length).toBe(9);
  expect(source.raw.notes?.[0]).toContain('images is taken for images of 4 × 4');
  const named = await faultsOf(files, { source: 'idx', classes: ['shirt', 'bag'] });
  expect(named).toEqual(['data.classes must have a name for each class of labels, from 0 to its largest']);
});

test('bytes are numbers where the request says so, and declared images are checked', async () => {
  const files = {
    'x.npy': bytes(
      [20, 4, 4],
      upTo(320).map((at) => at % 256),
    ),
    'y.npy': classes(20),
  };
  const { preprocessing } = await loadDataset(spec({ as: 'arrays' }), folderOf(files));
  expect(preprocessing.kind).toBe('arrays');
  const whole = { ...files, 'x.npy': ints([20, 4, 4], upTo(320)) };
  expect(await faultsOf(whole, { as: 'images' })).toEqual([
    'x must be of whole numbers from 0 to 255, as images: row 17 breaks that, with 63 more',
  ]);
  expect(await faultsOf(files, { as: { z: 'images' } })).toEqual(['data.as must name inputs of the data']);
  for (const name of ['X', 'x_train']) {
    const named = await loadDataset(spec({ as: { [name]: 'arrays' } }), folderOf(files));
    expect(named.preprocessing.kind).toBe('arrays');
  }
  const folder = folderOf(files);
  const read = await readSource(spec(), folder);
  const pipeline = pipelineOf(read, encodeSource(read, spec()));
  expect(pipeline.preprocessing.kind).toBe('image');
  expect((await openInputs(`${folder}/x.npy`, { pipeline })).names).toEqual(['row']);
  const shares = folderOf({ 'x.npy': numbers(20, 4, 4) });
  await expect(openInputs(`${shares}/x.npy`, { pipeline })).rejects.toThrow(
    'must be of whole numbers from 0 to 255, as images: row 1 breaks that',
  );
});

test('ids of tokens enter as they are, with the size of their vocabulary', async () => {
  const files = {
    'x.npy': ints(
      [20, 4],
      upTo(80).map((at) => at % 9),
    ),
    'y.npy': classes(20),
  };
  const { preprocessing, splits } = await loadDataset(spec({ as: 'tokens' }), folderOf(files));
  expect(preprocessing).toMatchObject({ parts: [{ shape: [4], tokens: { size: 9 } }] });
  expect(Math.max(...splits.train.x)).toBe(8);
  const declared = await loadDataset(spec({ as: 'tokens', vocabulary: 12 }), folderOf(files));
  expect(declared.preprocessing).toMatchObject({ parts: [{ tokens: { size: 12 } }] });
  expect(await faultsOf(files, { as: 'tokens', vocabulary: { x: 8 } })).toEqual([
    expect.stringMatching(/^x must be of whole numbers from 0 to 7, as ids of tokens: row \d+ breaks that/),
  ]);
  expect(await faultsOf(files, { vocabulary: 12 })).toEqual([
    'data.vocabulary must go with inputs that data.as declares as tokens',
  ]);
  const tooLarge = ints(
    [20, 4],
    upTo(80).map((at) => (at === 0 ? 2 ** 24 : 1)),
  );
  for (const broken of [numbers(20, 4), tooLarge]) {
    const faults = await faultsOf({ ...files, 'x.npy': broken }, { as: 'tokens' });
    expect(faults[0]).toContain('must be of whole numbers from 0 to 16777215');
  }
});

test('the vocabulary of ids is that of the training rows; larger ids count as none, which is said', async () => {
  const ids = (rows: number, largest: number) =>
    ints(
      [rows, 2],
      upTo(2 * rows).map((at) => (at === 1 ? largest : at % 5)),
    );
  const files = {
    'x_train.npy': ids(20, 6),
    'x_test.npy': ids(10, 9),
    'y_train.npy': classes(20),
    'y_test.npy': classes(10),
  };
  const own = spec({ as: 'tokens', split: { ...defaultSplit, validation: 0.1, stratify: false } });
  const source = await readSource(own, folderOf(files));
  const { train } = source.rows;
  const size = train.includes(0) ? 7 : 5;
  expect(source.notes).toContainEqual(
    expect.stringContaining(
      `x has ids of tokens from 0 to ${size - 1}, the largest of the training rows; ${size === 7 ? 1 : 2} larger id`,
    ),
  );
  const dataset = encodeSource(source, own);
  expect(dataset.preprocessing).toMatchObject({ parts: [{ tokens: { size } }] });
  expect([...dataset.splits.test.x.subarray(0, 2)]).toEqual([0, 0]);
  const path = join(folderOf({ 'x.npy': ids(3, 11) }), 'x.npy');
  const inputs = await openInputs(path, { pipeline: pipelineOf(source, dataset) });
  for await (const { x, novelty } of inputs.batches) {
    expect([...x]).toEqual([0, 0, 2, 3, 4, 0]);
    expect(novelty?.get(0)).toEqual({ unknownCategories: ['x'] });
    expect(novelty?.size).toBe(1);
  }
  expect(inputs.novelty?.().unknownCategories).toEqual({ x: 1 });
});

test('a word that objects have by themselves is no split', async () => {
  const files = { 'x_constructor.npy': numbers(20, 2), 'y.npy': classes(20) };
  const { raw } = await readSource(spec({ inputs: ['x_constructor'] }), folderOf(files));
  expect(raw.assigned).toBeUndefined();
  expect(raw.inputs).toMatchObject({ parts: [{ name: 'x_constructor' }] });
});

test('texts and rows of a one among zeros are classes; fractions are a regression', async () => {
  const x = numbers(20, 2);
  const oneHot = upTo(20).flatMap((row) => (row % 2 === 0 ? [1, 0, 0] : [0, 0, 1]));
  const target = async (y: Buffer) =>
    (await readSource(spec(), folderOf({ 'x.npy': x, 'y.npy': y }))).raw.target;
  expect(await target(floats([20, 3], oneHot))).toMatchObject({
    kind: 'classification',
    classes: ['0', '2'],
  });
  expect(await target(npy('|S1', [20], Buffer.from('ab'.repeat(10))))).toMatchObject({ classes: ['a', 'b'] });
  expect(
    await target(
      npy(
        '|b1',
        [20, 1],
        Uint8Array.from(upTo(20), (row) => row % 2),
      ),
    ),
  ).toMatchObject({
    classes: ['false', 'true'],
  });
  expect(await target(numbers(20))).toMatchObject({ kind: 'regression', name: 'y' });
});

test('unlike rows, missing values and unknown names are faults that name the array', async () => {
  const x = numbers(20, 2);
  const y = classes(20);
  expect(await faultsOf({ 'x.npy': x, 'y.npy': classes(19) })).toEqual(['x must have as many rows as y: 19']);
  expect(await faultsOf({ 'x_train.npy': x, 'y.npy': y })).toEqual(['x must have as many rows as y: 20']);
  const holed = floats(
    [20, 1],
    upTo(20).map((row) => (row > 17 ? Number.NaN : row)),
  );
  expect(await faultsOf({ 'x.npy': holed, 'y.npy': y })).toEqual([
    'x must be of finite numbers of 32 bits: row 19 breaks that, with 1 more',
  ]);
  expect((await faultsOf({ 'x.npy': x, 'y.npy': holed }))[0]).toContain('row 19 has none');
  for (const [name, exclude] of [
    ['z', []],
    ['y', ['Y']],
  ] as const)
    expect(await faultsOf({ 'x.npy': x, [`${name}.npy`]: y }, { exclude })).toEqual([
      'data.target must name the array to predict',
    ]);
  expect(await faultsOf({ 'x.npy': x, 'z.npy': y }, { target: 'w' })).toEqual([
    'data.target must name an array of the data',
  ]);
  expect(await faultsOf({ 'x_test.npy': numbers(4, 3), 'x_train.npy': x, 'y.npy': y })).toEqual([
    'x_test must have rows of the shape (2), as x_train has',
  ]);
  expect(await faultsOf({ 'x.npy': numbers(0, 2), 'y.npy': classes(0) })).toEqual(['y must have a row']);
  expect(await faultsOf({ 'x.npy': x, 'y.npy': y }, { classes: ['no', 'no'] })).toEqual([
    'data.classes must give each class a name of its own',
  ]);
  const grouped = { split: { ...spec().split, group: 'patient' } as DataSpec['split'] };
  expect(await faultsOf({ 'x.npy': x, 'y.npy': y }, grouped)).toEqual([
    'data.split.group must be absent for arrays',
  ]);
});

test('the rows to predict enter as they did in training, one array or several, with their targets', async () => {
  const files = { 'x_a.npy': numbers(20, 3), 'x_b.npy': numbers(20, 2, 2), 'y.npy': classes(20) };
  const request = spec({ split: { ...spec().split, test: 0 } as DataSpec['split'] });
  const source = await readSource(request, folderOf(files));
  const dataset = encodeSource(source, request);
  expect(dataset.inputShape).toEqual([7]);
  const pipeline = pipelineRecord.parse(pipelineOf(source, dataset, request)) as ReturnType<
    typeof pipelineOf
  >;
  const error: unknown = await openInputs(`${folderOf(files)}/x_a.npy`, { pipeline }).catch(
    (reason) => reason,
  );
  expect(String(error)).toContain('x_b');
  const one = { 'x.npy': files['x_a.npy'], 'y.npy': files['y.npy'] };
  const folder = folderOf(one);
  const single = await readSource(request, folder);
  const fitted = encodeSource(single, request);
  const inputs = await openInputs(`${folder}/x.npy`, { pipeline: pipelineOf(single, fitted, request) });
  for await (const batch of inputs.batches) {
    const { x, row } = fitted.splits.train;
    expect(batch.rows).toBe(20);
    row.forEach((member, index) => {
      expect(batch.x.slice(3 * member, 3 * member + 3)).toEqual(x.slice(3 * index, 3 * index + 3));
    });
  }
});

test('the same arrays have the same fingerprint from an archive and from files', async () => {
  const request = spec({ path: 'deflated.npz' });
  const one = fingerprint(await loadDataset(request, fixtures));
  const zeros = bytes(
    [50, 8, 8],
    upTo(3200).map(() => 0),
  );
  const files = {
    'x.npy': zeros,
    'y.npy': ints(
      [50],
      upTo(50).map((row) => row % 2),
    ),
  };
  expect(fingerprint(await loadDataset(spec(), folderOf(files)))).toBe(one);
  const other = {
    ...files,
    'x.npy': bytes(
      [50, 8, 8],
      upTo(3200).map((at) => Number(at === 7)),
    ),
  };
  expect(fingerprint(await loadDataset(spec(), folderOf(other)))).not.toBe(one);
});
