import { expect, test } from 'vitest';
import { arrayInputs } from '../../../src/data/inputs/array-inputs.ts';
import { encodeSource, loadDataset, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import { encodeArrays } from '../../../src/data/preprocessing/array-encoder.ts';
import { arraysOf, keepArrays } from '../../../src/data/sources/memory.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec } from '../data-spec.ts';
import { floats, folderOf, ints } from './array-files.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
const lengths = upTo(20).map((row) => 1 + (row % 4));
const y = upTo(20).map((row) => row % 2);
/** Row by row, the steps of two numbers. */
const lists = lengths.map((steps, row) =>
  upTo(steps).map((step) => [row + step, Math.fround(10 * Math.sin(row + step))]),
);
/** The same in [20, 4, 2], with numbers behind the steps that no one may see. */
const filled = lists.flatMap((steps) => upTo(4).flatMap((step) => steps[step] ?? [999, Number.NaN]));
const files = {
  'x.npy': floats([20, 4, 2], filled),
  'y.npy': ints([20], y),
  'steps.npy': ints([20], lengths),
};
const spec = (changes: Partial<DataSpec> = {}) =>
  dataSpec({ source: 'npz', path: '.', lengths: 'steps', ...changes });
const given = (arrays: Record<string, unknown>, changes: Partial<DataSpec> = {}) =>
  dataSpec({ source: 'memory', path: keepArrays(arrays), ...changes });

async function faultsOf(request: DataSpec, folder: string): Promise<string[]> {
  const error: unknown = await loadDataset(request, folder).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map(
    ({ field, constraint, value }) => `${field} ${constraint}, got ${JSON.stringify(value)}`,
  );
}

test('padded rows with their lengths, and lists of several lengths, are the same sequences', async () => {
  const source = await readSource(spec(), folderOf(files));
  expect(source.raw.notes).toEqual([
    'the rows of x are sequences of 1 to 4 steps, filled up with zeros to 4; a row is [4, 3], whose last number is 1 in a step',
  ]);
  const own = encodeSource(source, { scaling: 'standard' });
  expect(own.inputShape).toEqual([4, 3]);
  const { x } = own.splits.train;
  const steps = upTo(x.length / 3).filter((step) => x[3 * step + 2] === 1);
  const padding = upTo(x.length / 3).filter((step) => x[3 * step + 2] !== 1);
  expect(padding.every((step) => x.slice(3 * step, 3 * step + 3).every((value) => value === 0))).toBe(true);
  // The scale is that of the steps alone.
  const firsts = steps.map((step) => x[3 * step] as number);
  expect(firsts.reduce((sum, value) => sum + value) / firsts.length).toBeCloseTo(0, 6);
  expect(firsts.reduce((sum, value) => sum + value ** 2, 0) / firsts.length).toBeCloseTo(1, 5);
  const listed = await loadDataset(given({ x: lists, y }), '.');
  expect(listed.splits.train.x).toEqual(x);
});

test('new rows are shorter or longer, up to the length of training, and the exported encoder agrees', async () => {
  const source = await readSource(spec(), folderOf(files));
  const dataset = encodeSource(source, { scaling: 'standard' });
  const pipeline = pipelineOf(source, dataset, spec());
  const rowsOf = async (arrays: Record<string, unknown>) => {
    const inputs = arrayInputs(arraysOf(arrays, 'input'), 'input', { pipeline });
    for await (const { x } of inputs.batches) return [...x];
    return [];
  };
  const { parts } = dataset.preprocessing as Extract<typeof dataset.preprocessing, { kind: 'arrays' }>;
  const [one, other] = [lists[2], lists[3]] as [number[][], number[][]];
  const found = await rowsOf({ x: [one, other], steps: [3, 4] });
  expect(found).toEqual([...encodeArrays(parts, one), ...encodeArrays(parts, other)]);
  expect(() => encodeArrays(parts, [...other, [1, 2]])).toThrow(
    'x: must have 1 to 4 steps of 2 numbers, got 10 numbers',
  );
});

test('ids of tokens are filled up with the id of padding', async () => {
  const x = lengths.map((steps, row) => upTo(steps).map((step) => 1 + ((row + step) % 5)));
  const dataset = await loadDataset(given({ x, y }, { as: 'tokens' }), '.');
  expect(dataset.inputShape).toEqual([4]);
  expect(dataset.preprocessing).toMatchObject({
    parts: [{ tokens: { size: 6 }, padding: { pad: 'after' } }],
  });
  expect(encodeArrays((dataset.preprocessing as never as { parts: [] }).parts, [3, 2])).toEqual(
    Float32Array.of(3, 2, 0, 0),
  );
});

test.each([
  [
    'longer than the array',
    lengths.with(4, 5),
    'steps must be whole numbers from 1 to 4, the steps of x: row 5 breaks that, got 5',
  ],
  [
    'negative',
    lengths.with(0, -1),
    'steps must be whole numbers from 1 to 4, the steps of x: row 1 breaks that, got -1',
  ],
  ['of another number', [...lengths, 1], 'steps must have as many rows as y: 20, got "21"'],
])('lengths that are %s are refused', async (_, own, message) => {
  const folder = folderOf({ ...files, 'steps.npy': ints([own.length], own) });
  expect(await faultsOf(spec(), folder)).toEqual([message]);
});

test('lengths that are no whole numbers, of no sequence, and of several inputs are refused', async () => {
  const halves = folderOf({ ...files, 'steps.npy': floats([20], lengths.with(1, 1.5)) });
  expect(await faultsOf(spec(), halves)).toEqual([
    'steps must be whole numbers from 1 to 4, the steps of x: row 2 breaks that, got 1.5',
  ]);
  const flat = folderOf({ ...files, 'x.npy': floats([20, 8], upTo(160)) });
  expect(await faultsOf(spec(), flat)).toEqual([
    'x must have rows of [length, features], as data.lengths names their lengths, got "(8)"',
  ]);
  const declared = lengths.with(4, 4);
  expect(await faultsOf(given({ x: lists, steps: declared, y }, { lengths: 'steps' }), '.')).toEqual([
    'steps must be at most the steps of each row of x: row 5 has 1, got 4',
  ]);
  const two = folderOf({ ...files, 'x_more.npy': floats([20, 2], upTo(40)) });
  expect(await faultsOf(spec(), two)).toEqual([
    'x must be the only input, as its rows have several lengths, got undefined',
  ]);
  expect(await faultsOf(given({ x: lists.map((steps) => steps.map(([first]) => first)), y }), '.')).toEqual([
    'x must have lists of one length: 1 as in row 1, and row 2 has another, got 2',
  ]);
});
