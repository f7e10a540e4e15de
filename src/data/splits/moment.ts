/** A moment, in milliseconds since 1970 for a date. */
export interface Moment {
  readonly value: number;
  /** A number may also be a year: 2024. */
  readonly kind: 'number' | 'date' | 'zoned';
}

const date = String.raw`(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?`;
const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?`;
const zone = String.raw`(Z|UTC|[+-]\d{2}(?::?\d{2})?)`;
const moment = new RegExp(`^${date}(?:[T ]${clock} ?${zone}?)?$`, 'i');

/** The moment in a cell: a number, an ISO date with or without a time of day, or a date of a typed format. */
export function momentIn(cell: unknown): Moment | undefined {
  if (cell instanceof Date) return finite(cell.getTime(), 'date');
  if (typeof cell === 'number' || typeof cell === 'bigint') return finite(Number(cell), 'number');
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim();
  if (text === '') return undefined;
  const number = Number(text);
  if (!Number.isNaN(number)) return /^[+-]?0[xbo]/i.test(text) ? undefined : finite(number, 'number');
  return readDate(text);
}

function finite(value: number, kind: Moment['kind']): Moment | undefined {
  return Number.isFinite(value) ? { value, kind } : undefined;
}

function readDate(text: string): Moment | undefined {
  const parts = moment.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(numberOf);
  const fraction = Number(`0.${parts[7] ?? 0}`);
  const value = Date.UTC(year, month - 1, day, hour, minute, second) + fraction * 1000;
  const isReal =
    new Date(value).getUTCMonth() === month - 1 && day >= 1 && hour < 24 && minute < 60 && second <= 60;
  if (!isReal) return undefined;
  const named = parts[8];
  if (named === undefined) return { value, kind: 'date' };
  return { value: value - offsetMinutes(named) * 60_000, kind: 'zoned' };
}

function numberOf(part: string | undefined): number | undefined {
  return part === undefined ? undefined : Number(part);
}

function offsetMinutes(written: string): number {
  if (!/^[+-]/.test(written)) return 0;
  const [hours, minutes] = [Number(written.slice(1, 3)), Number(written.slice(3).replace(':', ''))];
  return (written.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The start of a year that was read as a number; undefined for other numbers. */
export function yearStart(number: number): number | undefined {
  return Number.isInteger(number) && number >= 1000 && number <= 9999 ? Date.UTC(number, 0) : undefined;
}
