import { describe, expect, test } from 'vitest';
import { splitNames } from '../../src/data/dataset.ts';
import { readSource } from '../../src/data/load-dataset.ts';
import { reportData } from '../../src/data-report/report.ts';
import { rowColumns, rowNames } from '../../src/data-report/rows/row-columns.ts';
import { withSteps } from '../../src/data-report/windowed.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { SplitSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit } from '../data/data-spec.ts';

const random = randomFor('series');
/** Ninety series of 2 to 7 rows, one after the other; `age` is the same in all rows of one. */
const rows = Array.from({ length: 90 }, (_, series) => series).flatMap((series) => {
  const age = 20 + Math.floor(60 * random.next());
  return Array.from({ length: 2 + ((series * 5) % 6) }, (_, t) => ({
    ...{ who: `p${series}`, t, age, v: random.next(), kind: 'abc'[Math.floor(3 * random.next())] },
    out: series % 2 === 0 ? 'no' : 'yes',
  }));
});

async function read(keys: object, split: object = {}, given: readonly object[] = rows) {
  const csv = [Object.keys(given[0] ?? {}), ...given.map((row) => Object.values(row))];
  const spec = dataSpec({
    ...{ source: 'csv', path: 'table.csv', target: 'out', ...keys },
    split: { ...defaultSplit, ...split } as SplitSpec,
  } as never);
  return readSource(spec, csvDirectory(csv.map((cells) => cells.join(',')).join('\n')), { isTolerant: true });
}

const sequence = { by: 'who', time: 't', pad: 'after' };
const namesOf = (members: Int32Array) => new Set(Array.from(members, (row) => rows[row]?.who as string));
const rowsOfSeries = (names: ReadonlySet<string>) =>
  [...rows.keys()].filter((row) => names.has(rows[row]?.who as string));

describe('a table of series', () => {
  test('has each row in the split of its series', async () => {
    const source = await read({ sequence });
    const stepped = withSteps(source);
    for (const split of splitNames) {
      expect(source.rows[split].length).toBeGreaterThan(5);
      expect([...stepped.rows[split]]).toEqual(rowsOfSeries(namesOf(source.rows[split])));
    }
    const column = rowColumns(source, rowNames(source)).find(({ name }) => name === 'split');
    expect(rows.flatMap((_, row) => (column?.valueAt(row) === 'test' ? [row] : []))).toEqual(
      rowsOfSeries(namesOf(source.rows.test)),
    );
  });

  test('has each row of a fold in the part of its series', async () => {
    const source = await read({ sequence }, { folds: 3 });
    const { folds = [] } = withSteps(source).rows;
    expect(folds).toHaveLength(3);
    folds.forEach((fold, index) => {
      const own = source.rows.folds?.[index];
      for (const part of ['train', 'validation'] as const)
        expect([...fold[part]]).toEqual(rowsOfSeries(namesOf(own?.[part] as Int32Array)));
    });
  });

  test('counts series in its classes, and is not to be grouped by what divides it', async () => {
    const source = await read({ sequence });
    const report = await reportData(source);
    const { target, splits, findings, notes } = report;
    expect(notes).toContain(
      'single rows are shown, and leaks and copies of rows are not looked for: the inputs of an example are all rows of its series',
    );
    if (target.kind !== 'classification') throw new Error('the target has classes');
    splits.forEach((split, place) => {
      const counts = target.classes.map((each) => each.counts[place] as number);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(split.rows);
    });
    expect(splits.reduce((sum, split) => sum + split.rows, 0)).toBe(90);
    expect(findings.filter(({ kind, advice }) => kind === 'drift' || advice.includes('split.'))).toEqual([]);
  });

  test('tells what columns tell of the target without rows of test series', async () => {
    const source = await read({ sequence });
    const tested = namesOf(source.rows.test);
    const marked = rows.map((row) => ({ ...row, mark: tested.has(row.who) ? `is ${row.out}` : 'unknown' }));
    const { relations } = await reportData(await read({ sequence }, {}, marked));
    const told = (name: string) => relations.find(({ column }) => column === name)?.explained.share;
    expect(told('v')).toBeDefined();
    expect(told('mark') ?? 0).toBe(0);
  });

  test('has no order that a split divides where the rows of a series are alike', async () => {
    const alike = rows.flatMap(({ who, t, age, out }) => (t < 3 ? [{ who, t, age, out }] : []));
    const { findings } = await reportData(await read({ sequence }, {}, alike));
    expect(findings.filter(({ advice }) => /split\.(group|time)/.test(advice))).toEqual([]);
  });

  test('has no drift by one long series', async () => {
    const source = await read({ sequence });
    const [one] = namesOf(source.rows.test);
    const long = rows.flatMap((row, at) =>
      row.who === one && rows[at + 1]?.who !== one
        ? Array.from({ length: 200 }, (_, step) => ({ ...row, t: row.t + step, age: 99 }))
        : [row],
    );
    const longer = await read({ sequence }, {}, long);
    expect(withSteps(longer).rows.test.length).toBe(withSteps(source).rows.test.length + 199);
    const { findings } = await reportData(longer);
    expect(findings.filter(({ kind }) => kind === 'drift')).toEqual([]);
  });
});

describe('a table of windows', () => {
  const window = { by: 'who', time: 't', length: 2, horizon: 1, acrossGaps: false, pastTarget: false };

  test('has the rows before the first window of a series in its split', async () => {
    const source = await read({ window }, { group: 'who' });
    const { rows: stepped } = withSteps(source);
    for (const split of splitNames)
      expect([...stepped[split]]).toEqual(rowsOfSeries(namesOf(source.rows[split])));
    const { target, splits } = await reportData(source);
    if (target.kind !== 'classification') throw new Error('the target has classes');
    const counts = splits.map((_, place) =>
      target.classes.reduce((sum, each) => sum + (each.counts[place] as number), 0),
    );
    expect(counts).toEqual(splits.map((split) => split.rows));
  });

  test('has a row that no window reaches in no split', async () => {
    const gap = rows.map((row) => (row.who === 'p1' ? { ...row, t: row.t < 2 ? row.t : row.t + 50 } : row));
    const source = await read({ window }, { group: 'who' }, gap);
    const { rows: stepped } = withSteps(source);
    const all = splitNames.flatMap((split) => [...stepped[split]]);
    const [first = 0] = rowsOfSeries(new Set(['p1']));
    expect(all).not.toContain(first);
    expect(all).toContain(first + 2);
  });
});
