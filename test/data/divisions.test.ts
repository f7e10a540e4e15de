import { expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { drawDivisions } from '../../src/data/divisions.ts';
import { encodeSource, readSource } from '../../src/data/load-dataset.ts';
import type { DataSpec, SplitSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit } from './data-spec.ts';

const rows = Array.from({ length: 60 }, (_, row) => `${row % 2 ? 'yes' : 'no'},${row},p${row % 12},${row}`);
const csv = ['y,x,patient,day', ...rows].join('\n');

async function divisionsOf(split: SplitSpec, rounds: number) {
  const spec: DataSpec = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', split });
  const source = await readSource(spec, csvDirectory(csv));
  const dataset = encodeSource(source, spec);
  return { source, dataset, divisions: drawDivisions(source, dataset, spec, rounds) };
}

const rowNumbers = ({ splits }: Dataset, fold: Int32Array) => Array.from(fold, (at) => splits.train.row[at]);

test('of one validation split: other rows of the same number each time, and never a test row', async () => {
  const { dataset, divisions } = await divisionsOf(defaultSplit, 4);
  const { folds = [] } = divisions.dataset;
  expect([folds.length, divisions.foldsEach, divisions.areNew]).toEqual([4, 1, true]);
  const seen = folds.map(({ train, validation }) => {
    expect(validation.length).toBe(dataset.splits.validation.rows);
    const all = [...rowNumbers(divisions.dataset, train), ...rowNumbers(divisions.dataset, validation)];
    expect(new Set(all).size).toBe(48);
    for (const row of dataset.splits.test.row) expect(all).not.toContain(row);
    return rowNumbers(divisions.dataset, validation).join();
  });
  expect(new Set([...seen, dataset.splits.validation.row.join()]).size).toBe(5);
});

test('of folds: every row is judged once a division, by other folds than in the study', async () => {
  const split = { ...defaultSplit, folds: 3 };
  const { dataset, divisions } = await divisionsOf(split, 2);
  const { folds = [] } = divisions.dataset;
  expect([folds.length, divisions.foldsEach, divisions.judgedRatio]).toEqual([6, 3, 0.5]);
  for (const round of [folds.slice(0, 3), folds.slice(3)]) {
    expect(round.flatMap(({ validation }) => [...validation]).sort((one, other) => one - other)).toEqual([
      ...Array(48).keys(),
    ]);
  }
  const own = (dataset.folds ?? []).map(({ validation }) => validation.join());
  expect(folds.some(({ validation }) => own.includes(validation.join()))).toBe(false);
});

test('groups stay whole, and the order of time keeps its one division', async () => {
  const grouped = await divisionsOf({ ...defaultSplit, group: 'patient' }, 3);
  for (const { train, validation } of grouped.divisions.dataset.folds ?? []) {
    const [one, other] = [train, validation].map(
      (fold) => new Set(rowNumbers(grouped.divisions.dataset, fold).map((row) => (row as number) % 12)),
    );
    expect([...(one ?? [])].filter((group) => other?.has(group))).toEqual([]);
  }
  const timed = await divisionsOf({ ...defaultSplit, stratify: false, time: 'day' }, 3);
  expect(timed.divisions.areNew).toBe(false);
  const judged = timed.divisions.dataset.folds?.map(({ validation }) =>
    rowNumbers(timed.divisions.dataset, validation).join(),
  );
  expect(new Set(judged)).toEqual(new Set([timed.dataset.splits.validation.row.join()]));
});
