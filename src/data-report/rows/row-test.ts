import { readNumber } from '../../data/cells/number.ts';
import type { RowColumn } from './row-column.ts';

/** True for the rows that are wanted, by their index. */
export type RowTest = (index: number) => boolean;

const dayMilliseconds = 86_400_000;
const collator = new Intl.Collator('en', { numeric: true });

/**
 * The test of a column against a value as written, or in words what the value must be. A missing value differs from
 * every value, and is neither below nor above one. A date of a whole day, month or year stands for all of it.
 */
export function comparisonOf(column: RowColumn, sign: string, value: string): RowTest | string {
  if (sign === '!=' || sign === '<>') return negated(comparisonOf(column, '=', value));
  if (sign === '!~') return negated(comparisonOf(column, '~', value));
  if (sign === '~') return contains(column, value);
  if (column.kind === 'text') return compareTexts(column, sign, value);
  const range = column.kind === 'date' ? daysOf(value) : numberOf(value);
  if (range === undefined)
    return column.kind === 'date' ? 'a date such as 2024, 2024-01 or 2024-01-31' : 'a number';
  const isWanted = signs[sign];
  if (isWanted === undefined) return 'another sign';
  return (row) => {
    const found = column.valueAt(row);
    return typeof found === 'number' && isWanted(found < range.low, found > range.high);
  };
}

function negated(test: RowTest | string): RowTest | string {
  return typeof test === 'string' ? test : (row) => !test(row);
}

/** Each sign's test of a value that lies below, above or within the range that it is compared with. */
const signs: Readonly<Record<string, (isBelow: boolean, isAbove: boolean) => boolean>> = {
  '=': (isBelow, isAbove) => !isBelow && !isAbove,
  '==': (isBelow, isAbove) => !isBelow && !isAbove,
  '<': (isBelow) => isBelow,
  '<=': (_, isAbove) => !isAbove,
  '>': (_, isAbove) => isAbove,
  '>=': (isBelow) => !isBelow,
};

function contains({ valueAt }: RowColumn, value: string): RowTest {
  const part = value.toLowerCase();
  return (row) => {
    const found = valueAt(row);
    return found !== undefined && String(found).toLowerCase().includes(part);
  };
}

/** As numbers where both are, else as texts, whose digits count by their value. */
function compareTexts({ valueAt }: RowColumn, sign: string, value: string): RowTest {
  const isWanted = signs[sign] ?? (() => false);
  const number = plainNumber(value);
  return (row) => {
    const found = valueAt(row);
    if (found === undefined) return false;
    const text = String(found);
    const own = number === undefined ? undefined : plainNumber(text);
    const order =
      number === undefined || own === undefined
        ? text === value
          ? 0
          : collator.compare(text, value) || 1
        : own - number;
    return isWanted(order < 0, order > 0);
  };
}

/** Undefined for a text that is no finite number; a minus sign of a word processor counts as one, as in tables. */
export function plainNumber(text: string): number | undefined {
  const cell = text.trim();
  const read = readNumber(cell);
  const number = cell !== '' && Number.isNaN(read) ? Number(cell) : read;
  return Number.isFinite(number) ? number : undefined;
}

interface Range {
  readonly low: number;
  /** Inclusive. */
  readonly high: number;
}

function numberOf(text: string): Range | undefined {
  const number = plainNumber(text);
  return number === undefined ? undefined : { low: number, high: number };
}

/** The days since 1970 that a year, a month, a day or a minute covers, in UTC. */
function daysOf(text: string): Range | undefined {
  const form = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?)?)?$/.exec(text);
  if (form === null) return undefined;
  const [, year = '', month, day, time] = form;
  const start = Date.parse(`${year}-${month ?? '01'}-${day ?? '01'}T${time ?? '00:00'}Z`);
  if (Number.isNaN(start)) return undefined;
  const next = new Date(start);
  if (month === undefined) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (day === undefined) next.setUTCMonth(next.getUTCMonth() + 1);
  else if (time === undefined) next.setUTCDate(next.getUTCDate() + 1);
  else next.setTime(start + 1);
  return { low: start / dayMilliseconds, high: (next.getTime() - 1) / dayMilliseconds };
}
