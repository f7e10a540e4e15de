import { expect, test } from 'vitest';
import { forecast, forecastsOf } from '../../../src/baselines/forecasts.ts';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import {
  nextDaysNote,
  type TimeCourse,
  timeAfter,
  timeCourse,
} from '../../../src/data/windows/next-times.ts';
import type { SplitSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit } from '../data-spec.ts';

const day = 86_400_000;

/** The time so many steps after the last of these days, each written as 2024-01-31. */
function after(times: readonly string[], step: number, steps = 1, cell?: string) {
  const values = Float64Array.from(times, (time) => Date.parse(time));
  const course = timeCourse({ areDates: true, values }, step);
  return course && timeAfter(course, values.at(-1) as number, steps, cell);
}

test('a next time is a step later, by the calendar where the step is a month, a quarter or a year', () => {
  expect(after(['2023-12-31', '2024-01-31'], 31 * day)).toBe('2024-02-29');
  expect(after(['2024-01-31', '2024-02-29'], 31 * day, 13)).toBe('2025-03-31');
  expect(after(['2023-10-15', '2024-01-15'], 91 * day)).toBe('2024-04-15');
  expect(after(['2023-02-28', '2024-02-28'], 365 * day)).toBe('2025-02-28');
  expect(after(['2024-01-01'], day / 24, 25)).toBe('2024-01-02T01:00:00Z');
  expect(timeAfter({ kind: 'step', step: 2, areDates: false }, 7, 3)).toBe(13);
  expect(after(['2024-01-01'], undefined as never)).toBeUndefined();
});

test('all times of a series decide whether its rows are on a day of the month or on its last one', () => {
  expect(after(['2023-01-28', '2023-02-28'], 31 * day)).toBe('2023-03-28');
  expect(after(['2023-01-30', '2023-02-28', '2023-03-30', '2023-04-30'], 30 * day)).toBe('2023-05-30');
  expect(after(['2023-01-30', '2023-02-28'], 30 * day)).toBe('2023-03-30');
  expect(after(['2023-01-31', '2023-02-28'], 30 * day)).toBe('2023-03-31');
  expect(after(['2023-06-30', '2023-09-30'], 92 * day)).toBe('2023-12-31');
  expect(after(['2023-06-29', '2023-09-30'], 92 * day)).toBe('2023-12-30');
  expect(after(['2023-01-01', '2023-01-31', '2023-03-02'], 30 * day)).toBe('2023-04-01');
});

test('the day is said', () => {
  const courseOf = (...times: string[]) =>
    timeCourse(
      { areDates: true, values: Float64Array.from(times, (time) => Date.parse(time)) },
      30 * day,
    ) as TimeCourse;
  const [ends, thirtieth] = [courseOf('2023-01-31', '2023-02-28'), courseOf('2023-01-30', '2023-02-28')];
  expect(nextDaysNote([ends])).toBe(
    'next rows are on the last day of a month, as the rows of their series are',
  );
  expect(nextDaysNote([ends, thirtieth])).toBe(
    'next rows are on day 30 (or the last one) or the last day of a month, as the rows of their series are',
  );
  expect(nextDaysNote([{ kind: 'step', step: day, areDates: true }])).toBeUndefined();
});

test('a next time is written as the last one of its series', () => {
  const written = (cell: string, step = day / 24) => after(['2024-01-01T23:00:00Z'], step, 1, cell);
  expect(written('2024-01-01T23:00:00')).toBe('2024-01-02T00:00:00');
  expect(written('2024-01-01 23:00')).toBe('2024-01-02 00:00');
  expect(written('2024-01-01T23:00:00Z')).toBe('2024-01-02T00:00:00Z');
  expect(written('2024-01-01T23:00', 30_000)).toBe('2024-01-01T23:00:30Z');
  expect(written('2024-01-02T01:00+02:00')).toBe('2024-01-02T00:00Z');
});

test('the forecasts are the last value and that of a season before, found by its error on the training rows', async () => {
  const at = (row: number) => 10 * (row % 7) + row / 100;
  const lines = Array.from(
    { length: 200 },
    (_, row) => `${new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10)},${at(row)}`,
  );
  const window = { length: 3, horizon: 2, time: 'day', pastTarget: true, acrossGaps: false };
  const spec = dataSpec({
    ...{ source: 'csv', path: 'table.csv', target: 'y', window },
    split: { ...defaultSplit, stratify: false, time: 'day' } as SplitSpec,
  });
  const source = await readSource(spec, csvDirectory(['day,y', ...lines].join('\n')));
  const dataset = encodeSource(source, spec);
  expect(source.notes).toContain(
    'the seasonal baseline repeats the value of 7 rows (7 days) before, the season of the least error on the training rows; data.window.season declares another',
  );
  const { validation } = dataset.splits;
  const found = forecastsOf(source.raw, dataset);
  expect(found).toEqual([
    { name: 'last value', lag: 2 },
    { name: 'seasonal', lag: 7 },
  ]);
  for (const each of found) {
    const expected = Array.from(validation.row, (row) => at(row - each.lag));
    expect(Array.from(forecast(source.raw, dataset, validation, each))).toEqual(expected);
  }
});

test('times of months are said in months and years, and a season that no row has before it is said to be none', async () => {
  const notesOf = async (season?: number) => {
    const monthEnds = Array.from({ length: 40 }, (_, row) => new Date(Date.UTC(2020, row + 1, 0)));
    const lines = monthEnds.map((time, row) => `${time.toISOString().slice(0, 10)},${row % 12}`);
    const window = { length: 2, horizon: 1, time: 'day', pastTarget: true, acrossGaps: false };
    const spec = dataSpec({
      ...{ source: 'csv', path: 'table.csv', target: 'y', task: 'regression' },
      window: { ...window, ...(season !== undefined && { season }) },
      split: { ...defaultSplit, stratify: false, time: 'day' } as SplitSpec,
    });
    return (await readSource(spec, csvDirectory(['day,y', ...lines].join('\n')))).notes;
  };
  const found = await notesOf();
  expect(found).toContain('rows are a month apart, without gaps');
  expect(found?.join()).toContain('repeats the value of 12 rows (a year) before');
  expect((await notesOf(6))?.join()).toContain('repeats the value of 6 rows (6 months) before');
  expect(await notesOf(50)).toContain(
    'no row has a value 50 rows before it, in its series and without a gap, as data.window.season asks: the seasonal baseline is the last value',
  );
});
