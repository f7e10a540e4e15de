import { expect, test } from 'vitest';
import { partOfDate, readDate } from '../../../src/data/cells/date.ts';
import type { DateFormat } from '../../../src/study/cell-form.ts';

/** Moments as `pandas.Timestamp(…).timestamp()` gives them, in seconds since 1970. */
const moments: readonly [DateFormat, string, number][] = [
  ['yyyy-MM-dd', '2024-02-29', 1709164800],
  ['yyyy-MM-dd', '2024-02-29T13:45', 1709214300],
  ['yyyy-MM-dd', '2024-02-29 13:45:30', 1709214330],
  ['yyyy-MM-dd', '2024-02-29T13:45:30.250Z', 1709214330.25],
  ['yyyy-MM-dd', '2024-02-29T13:45:30+02:00', 1709207130],
  ['yyyy-MM-dd', '1969-12-31', -86400],
  ['yyyy/MM/dd', '2024/2/9', 1707436800],
  ['dd.MM.yyyy', '29.02.2024 06:05', 1709186700],
  ['dd/MM/yyyy', '3/4/2024', 1712102400],
  ['MM/dd/yyyy', '3/4/2024 1:05 PM', 1709557500],
  ['MM/dd/yyyy', '3/4/2024 12:05 AM', 1709510700],
  ['dd MMM yyyy', '4 March 2024', 1709510400],
  ['dd-MMM-yyyy', '04-Mar-2024', 1709510400],
  ['MMM dd, yyyy', 'Mar 4, 2024', 1709510400],
  ['yyyy-MM', '2024-03', 1709251200],
  ['MMM yyyy', 'mar 2024', 1709251200],
  ['yyyyMMdd', '20240304', 1709510400],
  ['yyyy', '2024', 1704067200],
  ['HH:mm', '06:30', 23400],
  ['epochSeconds', '1709510400.5', 1709510400.5],
  ['epochMilliseconds', '1709510400500', 1709510400.5],
  ['epochDays', '19786', 1709510400],
];

test.each(moments)('%s reads %s', (format, text, seconds) => {
  expect((readDate(text, format) as number) * 86400).toBeCloseTo(seconds, 4);
});

test.each<[DateFormat, string]>([
  ['yyyy-MM-dd', '2023-02-29'],
  ['yyyy-MM-dd', '2024-13-01'],
  ['yyyy-MM-dd', '2024-01-01T24:01'],
  ['yyyy-MM-dd', '2024-01-01 10:60'],
  ['yyyy-MM-dd', '24-01-01'],
  ['MM/dd/yyyy', '13/01/2024'],
  ['dd MMM yyyy', '4 Mai 2024'],
  ['dd/MM/yyyy', '1/2/2024 13:00 PM'],
  ['HH:mm', '25:00'],
  ['yyyyMMdd', '2024034'],
  ['epochDays', 'soon'],
  ['epochSeconds', '1709510400500'],
  ['epochSeconds', ''],
])('%s refuses %s', (format, text) => {
  expect(readDate(text, format)).toBeUndefined();
});

test('a declared zone is that of cells without one', () => {
  expect(readDate('2024-01-01 00:30', 'yyyy-MM-dd', 120)).toBeCloseTo(19722 + 22.5 / 24, 9);
  expect(readDate('2024-01-01T00:30Z', 'yyyy-MM-dd', 120)).toBeCloseTo(19723 + 0.5 / 24, 9);
  expect(readDate('2024-01-01', 'yyyy-MM-dd', -300)).toBeCloseTo(19723 + 5 / 24, 9);
});

test('the parts of a moment are those of the calendar', () => {
  // 2024-03-04 is a Monday.
  const days = 19786.25;
  expect(partOfDate(days, 'year')).toBe(2024);
  expect(partOfDate(days, 'days')).toBe(days);
  expect(partOfDate(days, 'monthSin')).toBeCloseTo(Math.sin((2 * Math.PI * 2) / 12), 12);
  expect([partOfDate(days, 'weekdaySin'), partOfDate(days, 'weekdayCos')]).toEqual([0, 1]);
  expect(partOfDate(days, 'hourSin')).toBeCloseTo(1, 12);
  expect(partOfDate(-0.5, 'year')).toBe(1969);
  expect(partOfDate(-0.5, 'hourCos')).toBeCloseTo(-1, 12);
});
