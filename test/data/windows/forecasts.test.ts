import { expect, test } from 'vitest';
import { forecast, forecastsOf } from '../../../src/baselines/forecasts.ts';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import { timeAfter } from '../../../src/data/windows/time-after.ts';
import type { SplitSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit } from '../data-spec.ts';

const day = 86_400_000;
const dates = { areDates: true };

test('a next time is a step later, by the calendar where the step is a month, a quarter or a year', () => {
  expect(timeAfter(dates, Date.UTC(2024, 0, 31), 31 * day, 1)).toBe('2024-02-29');
  expect(timeAfter(dates, Date.UTC(2024, 1, 29), 31 * day, 13)).toBe('2025-03-31');
  expect(timeAfter(dates, Date.UTC(2024, 0, 15), 91 * day, 1)).toBe('2024-04-15');
  expect(timeAfter(dates, Date.UTC(2024, 1, 28), 365 * day, 1)).toBe('2025-02-28');
  expect(timeAfter(dates, Date.UTC(2024, 0, 1), day / 24, 25)).toBe('2024-01-02T01:00:00Z');
  expect(timeAfter({ areDates: false }, 7, 2, 3)).toBe(13);
  expect(timeAfter(dates, 0, undefined, 1)).toBeUndefined();
});

test('a next time is written as the last one of its series', () => {
  const after = (cell: string, step = day / 24) => timeAfter(dates, Date.UTC(2024, 0, 1, 23), step, 1, cell);
  expect(after('2024-01-01T23:00:00')).toBe('2024-01-02T00:00:00');
  expect(after('2024-01-01 23:00')).toBe('2024-01-02 00:00');
  expect(after('2024-01-01T23:00:00Z')).toBe('2024-01-02T00:00:00Z');
  expect(after('2024-01-01T23:00', 30_000)).toBe('2024-01-01T23:00:30Z');
  expect(after('2024-01-02T01:00+02:00')).toBe('2024-01-02T00:00Z');
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
