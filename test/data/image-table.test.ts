import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { expect, onTestFinished, test } from 'vitest';
import type { Inputs } from '../../src/data/inputs/inputs.ts';
import { openInputs } from '../../src/data/inputs/open-inputs.ts';
import { encodeSource, loadDataset, pipelineOf, readSource } from '../../src/data/load-dataset.ts';
import { findImageColumn } from '../../src/data/sources/find-image-column.ts';
import { describeFault, FaultsError } from '../../src/faults/errors.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { dataSpec } from './data-spec.ts';

const count = 20;
const numbers = Array.from({ length: count }, (_, at) => at);

/** A table of twenty images of one grey each, its number, which lie in a folder beside it. */
function listed(header = 'file,kind,weight', rowOf = usualRow): string {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-image-table-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const at of numbers) put(join(folder, 'photos', `${at}.png`), at);
  writeFileSync(join(folder, 'labels.csv'), [header, ...numbers.map(rowOf)].join('\n'));
  return folder;
}

function usualRow(at: number): string {
  return `${at}.png,${at % 2 === 0 ? 'even' : 'odd'},${at}.5`;
}

function put(path: string, grey: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, encode({ width: 2, height: 3, channels: 1, data: new Uint8Array(6).fill(grey) }));
}

function spec(changes: Partial<DataSpec> = {}): DataSpec {
  const place = { path: 'labels.csv', image: 'file', root: 'photos' };
  return dataSpec({ source: 'images', ...place, target: 'kind', scaling: 'none', ...changes });
}

async function faultsOf(folder: string, changes: Partial<DataSpec>): Promise<string[]> {
  const error: unknown = await loadDataset(spec(changes), folder).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map((fault) => describeFault(fault).replace(/^\S*labels\.csv/, 'labels.csv'));
}

async function rowsOf(inputs: Inputs): Promise<{ x: number[]; y: number[] }> {
  const all = { x: [] as number[], y: [] as number[] };
  for await (const { rows, x, y } of inputs.batches) {
    for (let row = 0; row < rows; row++) all.x.push(x[row * 6] as number);
    all.y.push(...(y ?? []));
  }
  return all;
}

test('a table gives images their classes, and weights, in the order of its rows', async () => {
  const { raw, rows } = await readSource(spec({ weight: 'weight' }), listed());
  expect(raw.target).toMatchObject({ kind: 'classification', classes: ['even', 'odd'] });
  expect(raw.inputs).toMatchObject({ kind: 'images', shape: [3, 2, 1] });
  const pixels = raw.inputs.kind === 'images' ? raw.inputs.pixels : [];
  expect([...pixels].filter((_, at) => at % 6 === 0)).toEqual(numbers);
  expect(raw.weights?.values[3]).toBe(3.5);
  expect(raw.fileNames?.[3]).toBe('3.png');
  expect(rows.train.length + rows.validation.length + rows.test.length).toBe(count);
});

test('numbers are targets too, and new tables are predicted and measured as in training', async () => {
  const folder = listed();
  const ofNumbers = spec({ target: 'weight' });
  const source = await readSource(ofNumbers, folder);
  const dataset = encodeSource(source, ofNumbers);
  expect(dataset.task).toMatchObject({ kind: 'regression', target: 'weight' });
  expect(source.raw.notes?.[0]).toMatch(/^weight is a regression, because /);
  const pipeline = pipelineOf(source, dataset);
  expect(pipeline).toMatchObject({ target: 'weight', image: { name: 'file', root: 'photos' } });
  const path = join(folder, 'new.csv');
  writeFileSync(path, 'weight,file\n3.5,3.png\n,5.png\n4.5,4.png');
  expect((await rowsOf(await openInputs(path, { pipeline }))).x).toEqual([3, 5, 4]);
  const keyed = await openInputs(path, { pipeline });
  expect(keyed.keyNames).toEqual([pipeline.image?.name]);
  for await (const { keys = [] } of keyed.batches)
    expect(keys.every(([file]) => String(file).endsWith('.png'))).toBe(true);
  const empty = join(folder, 'empty.csv');
  writeFileSync(empty, 'file,weight\n3.png,1\n,2\n4.png,3\n ,4\n');
  const error: unknown = await openInputs(empty, { pipeline })
    .then(rowsOf)
    .catch((reason: unknown) => reason);
  const constraint = 'must name the file of an image in every row, as in training';
  expect((error as FaultsError).faults).toMatchObject([
    { field: 'file', constraint, line: 3, column: 1 },
    { field: 'file', constraint, line: 5, column: 1, value: ' ' },
  ]);
  const labelled = await rowsOf(await openInputs(path, { pipeline, target: 'weight' }));
  expect(labelled.x).toEqual([3, 4]);
  expect(labelled.y).toHaveLength(2);
  await expect(
    openInputs(join(folder, 'photos'), { pipeline, target: 'weight' }).then(rowsOf),
  ).rejects.toThrow(/must be a table that lists the images and their targets/);
});

test('a column may assign splits and another keep groups together', async () => {
  const part = (at: number) => (at < 12 ? 'train' : at < 16 ? 'validation' : 'test');
  const folder = listed(
    'file,kind,part,camera',
    (at) => `${at}.png,${at % 2 ? 'a' : 'b'},${part(at)},${at >> 2}`,
  );
  const assigned = await readSource(spec({ split: { kind: 'column', column: 'part' } }), folder);
  expect([...assigned.rows.test]).toEqual([16, 17, 18, 19]);
  const split = { kind: 'fractions', validation: 0.2, test: 0.2, stratify: false, seed: 1 } as const;
  const { raw, rows } = await readSource(spec({ split: { ...split, group: 'camera' } }), folder);
  const cameras = (members: Int32Array) => new Set(Array.from(members, (row) => raw.groups?.codes[row]));
  expect([...cameras(rows.train)].filter((camera) => cameras(rows.test).has(camera))).toEqual([]);
});

test('files of the splits assign them, each with paths from its own folder', async () => {
  const folder = listed('file,kind', (at) => `${at}.png,${at % 2 ? 'odd' : 'even'}`);
  for (const at of [40, 41]) put(join(folder, 'later', 'photos', `${at}.png`), at);
  writeFileSync(join(folder, 'later', 'test.csv'), 'file,kind\n40.png,even\n41.png,odd');
  const path = { train: 'labels.csv', test: 'later/test.csv' };
  const { raw, rows } = await readSource(spec({ path }), folder);
  expect(Array.from(rows.test, (row) => raw.fileNames?.[raw.rowNumbers[row] as number])).toEqual([
    '40.png',
    '41.png',
  ]);
});

test('every file that is missing or no image is named, and a tolerant reading leaves out its row', async () => {
  const folder = listed('file,kind', (at) => `${at === 3 ? 'gone' : at}.png,${at % 2 ? 'odd' : 'even'}`);
  writeFileSync(join(folder, 'photos', '5.png'), 'no image');
  const faults = await faultsOf(folder, {});
  expect(faults).toHaveLength(2);
  expect(faults[0]).toBe('labels.csv gone.png: must be a file that is there');
  expect(faults[1]).toMatch(/^labels\.csv 5\.png: must be a PNG, JPEG or BMP image/);
  const { raw } = await readSource(spec(), folder, { isTolerant: true });
  expect([...raw.rowNumbers]).toEqual(numbers.filter((at) => at !== 3 && at !== 5));
  const { labels, classes } = raw.target as { labels: Int32Array; classes: readonly string[] };
  expect(Array.from(raw.rowNumbers, (row) => (row % 2 ? 'odd' : 'even'))).toEqual(
    Array.from(labels, (label) => classes[label]),
  );
  expect(raw.problems?.map(({ kind }) => kind)).toEqual(['corrupt-image', 'corrupt-image']);
});

test.each([
  ['no column of paths', { image: undefined }, 'data.image must name the column with the paths'],
  ['an unknown column of paths', { image: 'fil' }, 'data.image must be a column of the file'],
  ['paths as the target', { target: 'file' }, 'data.image must not be the target'],
  ['no target', { target: undefined }, 'data.target must name the column to predict'],
  ['declared folders', { folders: 'classes' }, 'data.folders must be absent for images that a table lists'],
] as const)('%s is a fault', async (_, changes, wanted) => {
  const faults = await faultsOf(listed(), changes as Partial<DataSpec>);
  expect(faults.join('\n').replaceAll(':', '')).toContain(wanted);
});

test('a row without a path is a fault of its line', async () => {
  const folder = listed('file,kind', (at) => (at === 2 ? ',even' : usualRow(at).split(',', 2).join(',')));
  expect((await faultsOf(folder, {}))[0]).toMatch(/^labels\.csv:4.* file: must name the file of an image/);
});

test('several numbers may be predicted of an image, such as the sides of a box', async () => {
  const folder = listed('file,left,top', (at) => `${at}.png,${at}.5,${2 * at}.25`);
  const ofBoxes = spec({ target: ['left', 'top'] });
  const source = await readSource(ofBoxes, folder);
  const dataset = encodeSource(source, ofBoxes);
  expect(dataset.task.kind).toBe('joint');
  expect(dataset.splits.train.y).toHaveLength(2 * dataset.splits.train.rows);
  const pipeline = pipelineOf(source, dataset);
  const inputs = await openInputs(join(folder, 'labels.csv'), { pipeline, target: 'left' });
  expect((await rowsOf(inputs)).y).toHaveLength(2 * count);
});

test('the column that names images is found, with the folder that they are in', async () => {
  const folder = listed();
  const csv = dataSpec({ source: 'csv', path: 'labels.csv', target: 'kind' });
  expect(await findImageColumn(csv, folder)).toEqual({ name: 'file', root: 'photos' });
  rmSync(join(folder, 'photos', '3.png'));
  expect(await findImageColumn(csv, folder)).toBeUndefined();
});

test('a path of the file system stands for itself, and a root that is not there is said once', async () => {
  const folder = listed('file,kind', usualRow);
  const rows = numbers.map((at) => join(folder, 'photos', usualRow(at)));
  writeFileSync(join(folder, 'whole.csv'), ['file,kind,weight', ...rows].join('\n'));
  const whole = { path: 'whole.csv', root: undefined } as unknown as Partial<DataSpec>;
  expect(await findImageColumn(spec(whole), folder)).toEqual({ name: 'file' });
  const source = await readSource(spec(whole), folder);
  const pipeline = pipelineOf(source, encodeSource(source, spec(whole)));
  expect((await rowsOf(await openInputs(join(folder, 'whole.csv'), { pipeline }))).x).toEqual(numbers);
  writeFileSync(join(folder, 'labels.csv'), ['file,kind,weight', ...numbers.map(usualRow)].join('\n'));
  expect(await faultsOf(folder, { root: 'fotos' })).toEqual([
    'labels.csv data.root: must be a folder that is there, from the table\'s folder, got "fotos"',
  ]);
});
