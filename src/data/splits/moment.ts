import { dateText, readMoment } from '../cells/date.ts';
import { readNumber } from '../cells/number.ts';

/** A moment, in milliseconds since 1970 for a date. */
export interface Moment {
  readonly value: number;
  /** A number may also be a year: 2024. */
  readonly kind: 'number' | 'date' | 'zoned';
}

/** The forms of ISO 8601, with slashes too. */
const formats = ['yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy-MM', 'yyyy/MM'] as const;

/** The moment in a cell: a number, an ISO date with or without a time of day, or a date of a typed format. */
export function momentIn(cell: unknown): Moment | undefined {
  if (cell instanceof Date)
    return dateText(cell) === '' ? undefined : { value: cell.getTime(), kind: 'date' };
  if (typeof cell === 'number' || typeof cell === 'bigint') return ofNumber(Number(cell));
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim();
  return ofNumber(readNumber(text)) ?? dateIn(text);
}

function ofNumber(value: number): Moment | undefined {
  return Number.isFinite(value) ? { value, kind: 'number' } : undefined;
}

function dateIn(text: string): Moment | undefined {
  for (const format of formats) {
    const moment = readMoment(text, format);
    if (moment === undefined) continue;
    const { midnight, minutes, seconds, hasZone } = moment;
    const value = midnight + minutes * 60_000 + seconds * 1000;
    return { value, kind: hasZone ? 'zoned' : 'date' };
  }
  return undefined;
}

/** The start of a year that was read as a number; undefined for other numbers. */
export function yearStart(number: number): number | undefined {
  return Number.isInteger(number) && number >= 1000 && number <= 9999 ? Date.UTC(number, 0) : undefined;
}
