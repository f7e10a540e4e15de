import type { SourceRows } from '../../data/load-dataset.ts';
import { declared } from '../../data/table/declaration-text.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { columnFinding } from './finding-list.ts';

/** 12 in 100 random numbers within these years end like a month: 10 distinct ones by chance in 1 of 1e9 columns. */
const fewestDistinct = 10;
const years = { first: 1900, last: 2100 } as const;

/**
 * `number-dates`: numbers that are all months such as 202401, or days such as 20240131 in a column that is declared a
 * number. Between December and January a number jumps by 89, and a model sees a gap where there is none.
 */
export function findNumberDates({ raw: { inputs } }: SourceRows): DataFinding[] {
  if (inputs.kind !== 'table') return [];
  return inputs.columns.flatMap((column) => {
    if (column.kind !== 'number' || column.form?.type === 'date') return [];
    // Hardly a column passes this, and its first numbers tell: to collect all distinct ones would take much longer.
    const isAll = (test: (number: number) => boolean) =>
      column.values.every((value) => Number.isNaN(value) || test(value));
    const format = isAll(isMonth) ? 'yyyyMM' : isAll(isDay) ? 'yyyyMMdd' : undefined;
    if (format === undefined) return [];
    const cells = [...new Set(column.values)].filter((value) => !Number.isNaN(value));
    if (cells.length < fewestDistinct) return [];
    const unit = format === 'yyyyMM' ? 'months' : 'days';
    return [
      columnFinding(column.name, {
        severity: 'warn',
        kind: 'number-dates',
        message: `all numbers are ${unit}, such as ${cells[0]}: as numbers, neighbouring ${unit} may be far apart`,
        advice: `set data.columns to ${declared(column.name, { type: 'date', format })}`,
      }),
    ];
  });
}

function isMonth(number: number): boolean {
  return Number.isInteger(number) && isYear(Math.floor(number / 100)) && isBetween(number % 100, 1, 12);
}

function isDay(number: number): boolean {
  return isMonth(Math.floor(number / 100)) && Number.isInteger(number) && isBetween(number % 100, 1, 31);
}

function isYear(year: number): boolean {
  return isBetween(year, years.first, years.last);
}

function isBetween(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}
