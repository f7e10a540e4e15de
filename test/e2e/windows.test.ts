import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forecast, forecastsOf } from '../../src/baselines/forecasts.ts';
import { encodeSource, readSource } from '../../src/data/load-dataset.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import type { Baseline } from '../../src/reports/baseline.ts';
import type { ValueSuspectsReport } from '../../src/reports/suspects-report.ts';
import { dataSpec } from '../data/data-spec.ts';
import { rowsOf } from './csv-rows.ts';
import { refusalOfExample, runExample } from './exported-example.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const space = join(root, 'search-spaces/weather-windows.yaml');
const table = gunzipSync(readFileSync(join(root, 'datasets/weather.csv.gz'))).toString('utf8');
const [header = '', ...lines] = table.trim().split('\n');
const seattle = lines.filter((line) => line.startsWith('Seattle'));

const withoutTarget = (line: string) => line.replace(/^([^,]*,[^,]*,[^,]*),[^,]*/, '$1,');

interface Started {
  readonly best: { readonly value: number; readonly config: Record<string, number> };
  readonly baselines: readonly Baseline[];
}

let started: Started;
beforeAll(async () => {
  started = await json<Started>(['start', space, '--trials', '3', '--no-check'], directory);
});

describe('the example of a forecast', () => {
  test('beats the last value and the value one season before, on validation and on test rows', async () => {
    const value = Object.fromEntries(started.baselines.map((each) => [each.name, each.value]));
    expect(Object.keys(value)).toEqual(['base rate', 'last value', 'seasonal', 'linear']);
    expect(started.best.value).toBeLessThan(value['last value'] as number);
    expect(started.best.value).toBeLessThan(value.seasonal as number);
    const report = await json<{ metrics: { rmse: { value: number } } }>(['evaluate'], directory);
    const window = {
      length: 14,
      horizon: 1,
      by: 'location',
      time: 'date',
      pastTarget: true,
      acrossGaps: false,
    };
    const spec = dataSpec({
      ...{ source: 'csv', path: 'datasets/weather.csv.gz', target: 'temp_max', window },
      split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: false, seed: 0, time: 'date' },
    });
    const source = await readSource(spec, root);
    const dataset = encodeSource(source, spec);
    const { test: rows } = dataset.splits;
    for (const each of forecastsOf(source.raw, dataset)) {
      const predictions = forecast(source.raw, dataset, rows, each);
      const { rmse } = evaluate(dataset.task, predictions, rows.y, ['rmse']);
      expect(report.metrics.rmse.value).toBeLessThan(rmse as number);
    }
  });

  test('has suspects among the rows of validation and test alone, and says so', async () => {
    const { suspects } = await json<{ suspects: ValueSuspectsReport }>(
      ['data', space, '--suspects'],
      directory,
    );
    expect(suspects.splits.map(({ name }) => name)).toEqual(['validation', 'test']);
    expect(suspects.notes.at(-1)).toContain('which no model judges');
    const [worst] = suspects.worst;
    const [location, , , target] = lines[(worst?.row ?? 0) - 1]?.split(',') ?? [];
    expect([location, Number(target)]).toEqual([worst?.series, worst?.given]);
  });

  test('top shows the forecasts among the trials, and says that they are beaten', async () => {
    const { stdout } = await run(['top'], directory);
    expect(stdout).toMatch(/the best trial (beats the last value|does not beat the linear model)/);
    expect(stdout).toMatch(/–\s+last value/);
    expect(stdout).toMatch(/–\s+seasonal/);
  });
});

describe('predictions of new rows', () => {
  const input = () => join(directory, 'new.csv');
  const mixed = [...seattle.slice(40, 70), ...lines.filter((line) => line.startsWith('New')).slice(0, 20)];
  const length = () => started.best.config['data.window.length'] as number;
  beforeAll(() => {
    // The later rows of a series first: their times order them.
    writeFileSync(input(), [header, ...mixed.toReversed()].join('\n'));
  });

  test('are of the rows with enough rows before them, and of the next ones where that is asked for', async () => {
    const own = await run(['predict', input()], directory);
    expect(own.stderr).toContain(`${2 * length()} rows have too few rows before them, and are left out`);
    expect(rowsOf(own.stdout)).toHaveLength(50 - 2 * length());
    expect(own.stdout).toMatch(/^location,date,prediction\nNew York,2012-01-20,/);
    const next = rowsOf((await run(['predict', input(), '--next'], directory)).stdout).slice(-2);
    expect(next.map(({ location, date }) => `${location} ${date}`)).toEqual([
      'New York 2012-01-21',
      'Seattle 2012-03-11',
    ]);
  });

  test('leave out rows whose window has a row without a target, and say how many', async () => {
    const interrupted = join(directory, 'interrupted.csv');
    const given = seattle.slice(40, 90).map((line, at) => (at === 20 ? withoutTarget(line) : line));
    writeFileSync(interrupted, [header, ...given].join('\n'));
    const { stdout, stderr } = await run(['predict', interrupted], directory);
    expect(stderr).toContain(
      `${length()} rows have a row without temp_max among the rows before them, and are left out`,
    );
    expect(rowsOf(stdout)).toHaveLength(50 - 2 * length());
    expect(rowsOf(stdout).at(20 - length())?.date).toBe((seattle[60] as string).split(',')[1]);
    const newest = given.map((line, at) => (at === 49 ? withoutTarget(line) : line));
    writeFileSync(interrupted, [header, ...newest].join('\n'));
    const next = await run(['predict', interrupted, '--next'], directory);
    expect(rowsOf(next.stdout).at(-1)?.date).toBe((seattle[89] as string).split(',')[1]);
    expect(next.stderr).toContain(
      '1 next row has a row without temp_max among the rows before it, and is not predicted',
    );
  });

  test('of a next row are those that the row itself gets once it is known but for its own cells', async () => {
    const [next] = rowsOf((await run(['predict', input(), '--next'], directory)).stdout).slice(-1);
    const known = join(directory, 'known.csv');
    const day = (seattle[70] as string).split(',');
    writeFileSync(known, [header, ...mixed, `Seattle,${day[1]},0,-40,-50,9,snow`].join('\n'));
    const row = rowsOf((await run(['predict', known], directory)).stdout).find(({ date }) => date === day[1]);
    expect(row?.prediction).toBe(next?.prediction);
  });

  test('equal those of the plain script of an export', async () => {
    const folder = join(directory, 'exported');
    expect((await run(['export', '--to', folder], directory)).code).toBe(0);
    // A row without a target is in no window, and predicts none.
    const given = seattle.slice(40, 70).map((line, at) => (at === 2 ? withoutTarget(line) : line));
    const script = runExample(folder, rowsOf([header, ...given].join('\n')));
    const one = join(directory, 'one.csv');
    writeFileSync(one, [header, ...given].join('\n'));
    const own = rowsOf((await run(['predict', one, '--next'], directory)).stdout);
    const printed = script.stdout
      .trim()
      .split('\n')
      .map((line) => Number.parseFloat(line));
    expect(script.stderr).not.toContain('Error');
    expect(printed).toHaveLength(own.length);
    own.forEach(({ prediction }, at) => {
      expect(printed[at]).toBeCloseTo(Number(prediction), 3);
    });
    const rows = [...rowsOf([header, ...given].join('\n')), {}];
    const broken = refusalOfExample(folder, JSON.stringify(rows));
    expect([broken.status, broken.stderr]).toEqual([
      2,
      expect.stringMatching(/^row 31: .* must be in every row/m),
    ]);
    const again = await run(['predict', one, '--next', '--model', folder], directory);
    expect(rowsOf(again.stdout).map(({ prediction }) => Number(prediction))).toEqual(
      own.map(({ prediction }) => expect.closeTo(Number(prediction), 3) as number),
    );
  });

  test('too few rows, and two of one time, are refused', async () => {
    const few = join(directory, 'few.csv');
    writeFileSync(few, [header, ...seattle.slice(0, 2)].join('\n'));
    const short = await run(['predict', few], directory);
    expect(short.code).toBe(2);
    expect(short.stderr).toContain(
      `must have ${length()} rows of a series in a row before one that is predicted`,
    );
    writeFileSync(few, [header, ...seattle.slice(0, 20), seattle[3]].join('\n'));
    const twice = await run(['predict', few], directory);
    expect(twice.code).toBe(2);
    expect(twice.stderr).toContain(
      'date: must differ from row to row within a series, as lines 5 and 22 do not',
    );
  });

  test('evaluate measures labelled rows, and the columns by shuffling them in all rows of a window', async () => {
    const { stdout } = await run(['evaluate', '--data', input(), '--importance'], directory);
    expect(stdout).toContain(`: ${50 - 2 * length()} rows`);
    expect(stdout).toMatch(/temp_max\s+\d/);
  });
});

describe('init --window', () => {
  test('finds the times and the series, and writes a space that can be started', async () => {
    writeFileSync(join(directory, 'weather.csv'), table);
    const args = ['init', 'weather.csv', '--target', 'temp_max', '--window', '7'];
    const { code, stdout } = await run(args, directory);
    expect(code).toBe(0);
    expect(stdout).toContain('rows are ordered by date, the first column of dates');
    expect(stdout).toContain('location names the series: in each of them date differs from row to row');
    const text = readFileSync(join(directory, 'space.yaml'), 'utf8');
    expect(text).toContain('  window: { length: 7, by: location }');
    expect(text).toContain('  split: { time: date }');
    expect(text).toContain('type: rnn');
    expect((await run(['data', 'space.yaml'], directory)).stdout).toContain(
      'windows of 7 rows of the same location, in the order of date, predict the next row',
    );
  });

  test('says what it lacks', async () => {
    const none = await run(
      ['init', join(root, 'datasets/iris.csv'), '--target', 'species', '--window', '7', '--to', 'a.yaml'],
      directory,
    );
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('--window: needs a column of dates');
  });
});

test('features that judge rows by their own cells refuse windows', async () => {
  for (const args of [
    ['data', space, '--annotate'],
    ['data', space, '--suspects', '--quick'],
  ]) {
    const { code, stderr } = await run(args, directory);
    expect(code).toBe(2);
    const said = `${args.at(-1)} does not work with windows yet: the inputs of a row are the rows before it`;
    expect(stderr).toContain(said);
  }
});

test('--next is refused for a model without windows', async () => {
  await run(['start', 'iris', '--trials', '1', '--db', 'iris.db', '--no-check'], directory);
  const refused = await run(
    ['predict', join(root, 'datasets/iris.csv'), '--db', 'iris.db', '--next'],
    directory,
  );
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--next: must be left out');
});
