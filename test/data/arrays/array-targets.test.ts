import { expect, test } from 'vitest';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { encodeSource, loadDataset, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import { pipelineRecord } from '../../../src/records/pipeline-record.ts';
import type { Pipeline } from '../../../src/study/pipeline.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec } from '../data-spec.ts';
import { fixtures, floats, folderOf, ints, npy } from './array-files.ts';

type Files = Readonly<Record<string, Uint8Array>>;

const spec = (changes: Partial<DataSpec> = {}) => dataSpec({ source: 'npz', path: '.', ...changes });
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
const x = floats(
  [20, 2],
  upTo(40).map((at) => Math.sin(at)),
);
/** Three numbers a row. */
const measured = upTo(60).map((at) => Math.cos(7 * at) * 10);
const three = floats([20, 3], measured);
/** Two labels in any number, and both for each combination. */
const pairs = upTo(40).map((at) => (at % 2 === 0 ? Number(at % 4 === 0) : Number(at % 3 === 0)));
const labels = npy('|u1', [20, 2], Uint8Array.from(pairs));
const classes = ints(
  [20],
  upTo(20).map((row) => row % 2),
);

async function rawOf(files: Files, changes?: Partial<DataSpec>) {
  return (await readSource(spec(changes), folderOf({ 'x.npy': x, ...files }))).raw;
}

async function faultsOf(files: Files, changes?: Partial<DataSpec>): Promise<string[]> {
  const folder = folderOf({ 'x.npy': x, ...files });
  const error: unknown = await loadDataset(spec(changes), folder).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map(({ field, constraint }) => `${field} ${constraint}`);
}

test('rows of several numbers are a target each, which is said', async () => {
  const { targets, notes } = await rawOf({ 'y.npy': three });
  expect(targets?.kind).toBe('joint');
  expect(targets?.parts.map(({ name, target }) => [name, target.kind])).toEqual([
    ['y[0]', 'regression'],
    ['y[1]', 'regression'],
    ['y[2]', 'regression'],
  ]);
  const second = targets?.parts[1]?.target;
  const values = second?.kind === 'regression' ? [...second.values] : [];
  expect(values).toEqual([...Float32Array.from(upTo(20), (row) => measured[3 * row + 1] as number)]);
  expect(notes).toContain('y is taken for 3 numbers to predict in each row: y[0], y[1], y[2]');
  const cubes = await rawOf({ 'y.npy': floats([20, 3, 1], measured) }, { task: 'regression' });
  expect(cubes.targets?.parts[2]?.name).toBe('y[2,0]');
});

test('rows of 0 and 1 are numbers where the request has a task for one of them', async () => {
  const task = { 'y[1]': 'count' } as const;
  const { target, targets } = await rawOf({ 'y.npy': labels }, { task });
  expect(targets).toMatchObject({ kind: 'joint', parts: [{ name: 'y[0]' }, { name: 'y[1]' }] });
  expect(target).toMatchObject({ kind: 'regression' });
  const named = { task: { sour: 'classification' }, targetNames: ['sweet', 'sour'] } as const;
  const { targets: own, notes } = await rawOf({ 'y.npy': labels }, named);
  expect(own?.parts.map((part) => [part.name, part.target.kind])).toEqual([
    ['sweet', 'regression'],
    ['sour', 'classification'],
  ]);
  expect(notes?.join()).not.toContain('numbers to predict');
});

test('rows of 0 and 1 are labels, and classes where each has a single one; both are said and can be declared', async () => {
  const oneHot = floats(
    [20, 2],
    upTo(20).flatMap((row) => (row % 3 === 0 ? [0, 1] : [1, 0])),
  );
  const found = await rawOf({ 'y.npy': labels });
  expect(found.targets).toMatchObject({ kind: 'multilabel', parts: [{ name: 'y[0]' }, { name: 'y[1]' }] });
  expect(found.notes?.join()).toContain('2 labels, as all numbers are 0 or 1: y[0], y[1]; data.task');
  const one = await rawOf({ 'y.npy': oneHot });
  expect([one.targets, one.target]).toMatchObject([undefined, { classes: ['0', '1'] }]);
  expect(one.notes?.join()).toContain('y is taken for classes, as each row has a single one among zeros');
  const declared = await rawOf({ 'y.npy': oneHot }, { task: 'multilabel', targetNames: ['sour', 'sweet'] });
  expect(declared.targets).toMatchObject({
    kind: 'multilabel',
    parts: [{ name: 'sour' }, { name: 'sweet' }],
  });
  expect(declared.notes).toEqual([]);
  const numbers = await rawOf({ 'y.npy': oneHot }, { task: 'regression' });
  expect(numbers.targets?.kind).toBe('joint');
  const truths = npy('|b1', [20, 2], Uint8Array.from(pairs));
  expect((await rawOf({ 'y.npy': truths })).targets?.kind).toBe('multilabel');
});

test('several arrays are targets side by side; weights and names are checked against them', async () => {
  const files = { 'kind.npy': classes, 'box.npy': three, 'flags.npy': labels };
  const target = ['kind', 'box', 'flags'];
  const changes: Partial<DataSpec> = {
    target,
    classes: ['odd', 'even'],
    targetNames: { box: ['left', 'top', 'width'] },
    targetWeights: { left: 3 },
  };
  const both = { ...changes, target: ['kind', 'box'] };
  const { targets } = await rawOf(files, both);
  expect(targets?.parts.map(({ name, target: each }) => [name, each.kind])).toEqual([
    ['kind', 'classification'],
    ...['left', 'top', 'width'].map((name) => [name, 'regression']),
  ]);
  const { task } = await loadDataset(spec(both), folderOf({ 'x.npy': x, ...files }));
  const parts = task.kind === 'joint' ? task.parts : [];
  expect(parts.map(({ weight }) => weight)).toEqual([1 / 6, 1 / 2, 1 / 6, 1 / 6]);
  expect(parts[0]?.task).toMatchObject({ classes: ['odd', 'even'] });
  const { classes: _, ...unnamed } = changes;
  const all = await rawOf(files, unnamed);
  expect(all.targets?.parts.map(({ name }) => name).slice(4)).toEqual(['flags[0]', 'flags[1]']);
  expect(await faultsOf(files, changes)).toEqual([
    'data.classes must go with one target of classes, and there are 3',
  ]);
  expect(await faultsOf(files, { ...both, targetWeights: { box: 2 } })).toEqual([
    'data.targetWeights.box must be one of the targets',
  ]);
  expect(await faultsOf(files, { ...both, targetNames: { box: ['left', 'top'] } })).toEqual([
    'data.targetNames must have 3 names for box, one for each number of a row',
  ]);
  expect(await faultsOf(files, { ...both, targetNames: { kind: ['sort'] } })).toEqual([
    'data.targetNames must be left out for kind, whose rows have one value',
  ]);
  expect(await faultsOf(files, { ...both, targetNames: { box: ['kind', 'top', 'left'] } })).toEqual([
    'data.targetNames must give each target a name of its own',
  ]);
  expect(await faultsOf(files, { target: ['kind', 'kind'] })).toEqual([
    'data.target must name each array once',
  ]);
  const short = { ...files, 'box.npy': floats([19, 3], measured.slice(3)) };
  expect(await faultsOf(short, both)).toEqual(['box must have as many rows as kind: 20']);
});

test('values that are no targets are refused with their row', async () => {
  const holed = floats([20, 3], [...measured.slice(0, 59), Number.NaN]);
  expect(await faultsOf({ 'y.npy': holed })).toEqual([
    'y[2] must have a value in every row: row 20 has none',
  ]);
  expect(await faultsOf({ 'y.npy': three }, { task: 'multilabel' })).toEqual([
    'y must be of 0 and 1, as labels: row 1 is not',
  ]);
  expect(await faultsOf({ 'y.npy': three }, { task: 'classification' })).toEqual([
    'y must have one value a row, or a one for the class among zeros',
  ]);
  const wide = floats(
    [20, 101],
    Array.from({ length: 2020 }, (_, at) => Math.sin(at)),
  );
  expect(await faultsOf({ 'y.npy': wide })).toEqual(['y must have at most 100 numbers a row, as targets']);
});

test('labelled rows have the targets of all arrays again, as in training', async () => {
  const request = spec({ path: 'several.npz', inputs: ['x'], target: ['box', 'kind'], exclude: ['flags'] });
  const source = await readSource(request, fixtures);
  const dataset = encodeSource(source, request);
  const pipeline = pipelineRecord.parse(pipelineOf(source, dataset, request)) as Pipeline;
  expect(pipeline.targetArrays).toEqual([
    { name: 'box', targets: 3 },
    { name: 'kind', targets: 1 },
  ]);
  const inputs = await openInputs(`${fixtures}several.npz`, { pipeline, target: 'box[0]' });
  for await (const { y } of inputs.batches) {
    expect(y?.length).toBe(4 * 80);
    const own = dataset.splits.train;
    own.row.forEach((row, index) => {
      expect(y?.slice(4 * row, 4 * row + 4)).toEqual(own.y.slice(4 * index, 4 * index + 4));
    });
  }
});
