import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Dataset, fingerprint, splitNames } from '../../../src/data/dataset.ts';
import { encodeSource, pipelineOf, readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import { columnsOf } from '../../../src/study/inputs/columns-of.ts';
import type { NumberTransform } from '../../../src/study/pipeline.ts';
import type { DataSpec, SplitSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit, faultsOf } from '../data-spec.ts';

const window = { length: 4, horizon: 2, by: 'who', time: 'day', pastTarget: true, acrossGaps: false };

function specOf(spec: object = {}, split: object = { time: 'day' }): DataSpec {
  return dataSpec({
    ...{ source: 'csv', path: 'table.csv', target: 'y', window },
    ...{ split: { ...defaultSplit, stratify: false, ...split } as SplitSpec, ...spec },
  } as DataSpec);
}

async function read(text: string, spec: object = {}, split: object = { time: 'day' }) {
  const data = specOf(spec, split);
  const source = await readSource(data, csvDirectory(text));
  return { source, dataset: encodeSource(source, data) };
}

const oracle = JSON.parse(
  readFileSync(new URL('../../fixtures/windows/pandas-windows.json', import.meta.url), 'utf8'),
) as { csv: string; rows: number[]; windows: number[][][]; targets: number[] };

/** Windows in the units of the table, by the row that they predict. */
function windowsOf({ splits, preprocessing, task }: Dataset): Map<number, { window: number[]; y: number }> {
  const columns = columnsOf(preprocessing) as readonly NumberTransform[];
  const found = new Map<number, { window: number[]; y: number }>();
  for (const name of splitNames) {
    const { rows, row, x, y } = splits[name];
    const size = x.length / Math.max(rows, 1);
    for (let index = 0; index < rows; index++) {
      const own = Array.from(x.subarray(index * size, (index + 1) * size), (value, at) => {
        const { shift, scale } = columns[at % columns.length] as NumberTransform;
        return value * scale + shift;
      });
      const { mean, std } = task as { mean: number; std: number };
      found.set(row[index] as number, { window: own, y: (y[index] as number) * std + mean });
    }
  }
  return found;
}

describe('windows over a table', () => {
  test('are those of pandas: by series, in the order of time, and not across a gap', async () => {
    const { dataset } = await read(oracle.csv);
    expect(dataset.inputShape).toEqual([4, 2]);
    const own = windowsOf(dataset);
    expect([...own.keys()].sort((one, other) => one - other)).toEqual(oracle.rows);
    oracle.rows.forEach((row, index) => {
      const { window: values = [], y } = own.get(row) ?? {};
      (oracle.windows[index] as number[][]).flat().forEach((value, at) => {
        expect(values[at]).toBeCloseTo(value, 4);
      });
      expect(y).toBeCloseTo(oracle.targets[index] as number, 4);
    });
  });

  test('say how many rows have one, and why others have none', async () => {
    const { source } = await read(oracle.csv);
    expect(source.notes?.slice(0, 4)).toEqual([
      'windows of 4 rows of the same who, in the order of day, predict the row 2 rows after them: 54 of 69 rows have one, 15 have fewer than 5 rows before them',
      'rows are a day apart, with 1 gap, across which no window reaches (3 runs of rows); data.window.acrossGaps allows it',
      'earlier values of y are inputs too',
      'windows of validation and test rows reach back into earlier rows, as forecasts do; none reaches forward',
    ]);
  });

  test('reach across gaps where that is asked for', async () => {
    const { source, dataset } = await read(oracle.csv, { window: { ...window, acrossGaps: true } });
    expect(source.raw.windows?.targets.length).toBe(59);
    expect(dataset.preprocessing).not.toHaveProperty('time.step');
  });

  test('can leave out the past of the target', async () => {
    const { dataset } = await read(oracle.csv, { window: { ...window, pastTarget: false } });
    expect(dataset.inputShape).toEqual([4, 1]);
  });

  test('of one series alone need no other column', async () => {
    const text = ['day,y', ...Array.from({ length: 30 }, (_, row) => `${row},${(row * 7) % 11}.5`)].join(
      '\n',
    );
    const alone = { length: 3, horizon: 1, time: 'day', pastTarget: true, acrossGaps: false };
    const { dataset } = await read(text, { window: alone });
    expect(dataset.inputShape).toEqual([3, 1]);
  });

  test('change the fingerprint with their length, horizon and inputs', async () => {
    const changes = [{}, { length: 3 }, { horizon: 1 }, { pastTarget: false }, { acrossGaps: true }];
    const prints = await Promise.all(
      changes.map(async (change) =>
        fingerprint((await read(oracle.csv, { window: { ...window, ...change } })).dataset),
      ),
    );
    expect(new Set(prints).size).toBe(changes.length);
  });
});

/** The rows of the source in the windows of a row. */
function inWindow({ raw }: SourceRows, row: number): number[] {
  const { order, placeOf, spec } = raw.windows as NonNullable<typeof raw.windows>;
  const end = (placeOf[row] as number) - spec.horizon + 1;
  return Array.from(order.subarray(end - spec.length, end));
}

describe('the splits of windows', () => {
  test('by time: training comes first, and no window of training holds a later row', async () => {
    const { source } = await read(oracle.csv);
    const { rows, raw } = source;
    const times = raw.times?.values as Float64Array;
    const latest = Math.max(...Array.from(rows.train, (row) => times[row] as number));
    for (const row of [...rows.validation, ...rows.test]) expect(times[row]).toBeGreaterThan(latest);
    for (const row of rows.train) {
      for (const other of inWindow(source, row)) expect(times[other]).toBeLessThan(times[row] as number);
    }
    const training = new Set(rows.train);
    const isReachedBack = [...rows.validation].some((row) =>
      inWindow(source, row).some((other) => training.has(other)),
    );
    expect(isReachedBack).toBe(true);
  });

  test('statistics come from the rows in the windows of training alone', async () => {
    const { dataset, source } = await read(oracle.csv);
    const changed = source.rows.test.reduce((lines, row) => {
      const line = lines[row + 1] as string;
      return lines.with(row + 1, line.replace(/[^,]*$/, '1000000'));
    }, oracle.csv.trim().split('\n'));
    const other = await read(changed.join('\n'));
    expect(other.dataset.preprocessing).toEqual(dataset.preprocessing);
  });

  test('at random leak, and are refused; by series they do not', async () => {
    expect(await faultsOf(readSource(specOf({}, {}), csvDirectory(oracle.csv)))).toEqual([
      expect.stringMatching(
        /^table.csv data.split: must not leave a row of (validation|test) in the window of a row of (train|validation) \(row \d+ is in the window of row \d+: data.split.time divides the rows in their order, data.split.group by series\)$/,
      ),
    ]);
    const twelve = Array.from({ length: 12 }, (_, who) =>
      Array.from({ length: 9 }, (_, day) => `s${who},${day},${(who * 5 + day * 3) % 7}.5,${day % 4}`),
    ).flat();
    const { source } = await read(['who,day,y,x', ...twelve].join('\n'), {}, { group: 'who' });
    expect(source.rows.validation.length).toBeGreaterThan(0);
  });

  test('by folds of time: no model is trained on a window of a row that it is judged by', async () => {
    const { source, dataset } = await read(oracle.csv, {}, { time: 'day', folds: 3 });
    expect(dataset.folds?.length).toBe(3);
    for (const { train, validation } of source.rows.folds ?? []) {
      const judged = new Set(validation);
      for (const row of train) {
        for (const other of inWindow(source, row)) expect(judged.has(other)).toBe(false);
      }
    }
  });

  test('two rows of one series and time are refused, with the way out', async () => {
    const spec = { window: { ...window, by: undefined } };
    expect(await faultsOf(read(oracle.csv, spec))).toEqual([
      expect.stringMatching(
        /^table.csv data.window.time: must differ from row to row within a series, got "2024-01-06" \(rows \d+ and \d+ have it, and 28 more rows like them: where the rows are of several series, data.window.by names their column\)$/,
      ),
    ]);
  });

  test('a window longer than all series is refused, by the field that asks for most of it', async () => {
    const refusal = (own: object) => faultsOf(read(oracle.csv, { window: { ...window, ...own } }));
    expect(await refusal({ length: 60, horizon: 1 })).toEqual([
      'table.csv data.window.length: must leave rows with 60 rows of their series before them, without a gap, got 60',
    ]);
    expect(await refusal({ length: 3, horizon: 60 })).toEqual([
      'table.csv data.window.horizon: must leave rows with 62 rows of their series before them, without a gap, as a length of 3 and a horizon of 60 ask, got 60',
    ]);
  });
});

test('errors name the field that names the column of the times', async () => {
  const { split: given, ...rest } = specOf();
  const text = 'who,day,y,x\na,1,2,3\na,,4,3\n';
  const faultOf = (timeOf: object, name = 'day') => {
    const spec = { ...rest, window: { ...window, time: name }, split: { ...given, time: name, ...timeOf } };
    return faultsOf(readSource(spec as DataSpec, csvDirectory(text)));
  };
  expect(await faultOf({})).toEqual([expect.stringContaining('for data.split.time')]);
  expect(await faultOf({ timeOf: 'window' })).toEqual([expect.stringContaining('for data.window.time')]);
  expect(await faultOf({}, 'dya')).toEqual([expect.stringContaining(' data.split.time: must be a column')]);
  expect(await faultOf({ timeOf: 'window' }, 'dya')).toEqual([
    expect.stringContaining(' data.window.time: must be a column'),
  ]);
});

test('the pipeline keeps what new rows need', async () => {
  const { source, dataset } = await read(oracle.csv);
  expect(pipelineOf(source, dataset)).toMatchObject({
    inputShape: [4, 2],
    preprocessing: {
      kind: 'window',
      length: 4,
      horizon: 2,
      by: 'who',
      time: { name: 'day', step: 86_400_000 },
    },
    target: 'y',
  });
});
