import type { RowTimes } from '../raw-data.ts';
import { shownTime } from '../splits/shown-time.ts';

const day = 86_400_000;

/** Steps of the calendar, in months, by their shortest and longest length in days. */
const calendar = [
  { months: 1, days: [28, 31] },
  { months: 3, days: [89, 92] },
  { months: 12, days: [365, 366] },
] as const;

/**
 * The time some steps after another: by months, quarters or years where the usual step is one, else by its length. As a
 * text for dates, with the time of day and the zone that `cell`, the other time in its file, has; undefined where the step
 * is unknown.
 */
export function timeAfter(
  times: Pick<RowTimes, 'areDates'>,
  time: number,
  step: number | undefined,
  steps: number,
  cell?: unknown,
): string | number | undefined {
  if (step === undefined) return undefined;
  if (!times.areDates) return time + steps * step;
  const found = calendar.find(
    ({ days: [shortest, longest] }) => step >= shortest * day && step <= longest * day,
  );
  const after = found === undefined ? time + steps * step : monthsAfter(time, steps * found.months);
  return writtenLike(cell, after) ?? shownTime(after, times);
}

/** A time at an offset becomes one of UTC. Undefined for a cell without a time of day, or too coarse for the moment. */
function writtenLike(cell: unknown, moment: number): string | undefined {
  if (typeof cell !== 'string') return undefined;
  const form = /^\d{4}-\d{2}-\d{2}([T ])\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?$/.exec(cell.trim());
  if (form === null) return undefined;
  const [, separator, seconds, zone] = form;
  if (moment % (seconds === undefined ? 60_000 : 1000) !== 0) return undefined;
  const text = new Date(moment).toISOString();
  return `${text.slice(0, 10)}${separator}${text.slice(11, seconds === undefined ? 16 : 19)}${zone === undefined ? '' : 'Z'}`;
}

/** The last day of a month stays a last day. */
function monthsAfter(time: number, months: number): number {
  const date = new Date(time);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const lastOf = (of: number) => new Date(Date.UTC(year, of + 1, 0)).getUTCDate();
  const isLast = dayOfMonth === lastOf(month);
  const last = lastOf(month + months);
  date.setUTCDate(1);
  date.setUTCMonth(month + months, isLast ? last : Math.min(dayOfMonth, last));
  return date.getTime();
}
