import type { RowTimes } from '../raw-data.ts';
import { shownTime } from '../splits/shown-time.ts';

const day = 86_400_000;

/** Steps of the calendar, in months, by their shortest and longest length in days. */
const calendar = [
  { months: 1, days: [28, 31] },
  { months: 3, days: [89, 92] },
  { months: 12, days: [365, 366] },
] as const;

/** How the times of a series go on: by a number, or by months to a day, which the last day of a shorter month replaces. */
export type TimeCourse =
  | { readonly kind: 'step'; readonly step: number; readonly areDates: boolean }
  | { readonly kind: 'months'; readonly months: number; readonly day: number; readonly areDates: true };

/**
 * The course of a series whose times, all of them and ascending, usually lie a `step` apart. Where that is a month, a
 * quarter or a year, all of its times decide on the day: one that ends February may be the 28th of each month. Steps
 * of days that are all alike, such as 30, are no months.
 */
export function timeCourse(
  { values, areDates }: Pick<RowTimes, 'values' | 'areDates'>,
  step: number | undefined,
): TimeCourse | undefined {
  if (step === undefined) return undefined;
  if (!areDates) return { kind: 'step', step, areDates };
  const found = calendar.find(
    ({ days: [shortest, longest] }) => step >= shortest * day && step <= longest * day,
  );
  if (found === undefined) return { kind: 'step', step, areDates };
  const { months } = found;
  const days = Array.from(values, (value) => new Date(value).getUTCDate());
  if (values.every(isMonthEnd)) return { kind: 'months', months, day: 31, areDates };
  const latest = Math.max(...days);
  const isOneDay = days.every((each, at) => each === latest || isMonthEnd(values[at] as number));
  if (isOneDay) return { kind: 'months', months, day: latest, areDates };
  if (values.length > 2 && areEvenlySpaced(values)) return { kind: 'step', step, areDates };
  return { kind: 'months', months, day: days.at(-1) as number, areDates };
}

/**
 * The time some steps after another. As a text for dates, with the time of day and the zone that `cell`, the other time
 * in its file, has.
 */
export function timeAfter(course: TimeCourse, time: number, steps: number, cell?: unknown): string | number {
  if (!course.areDates) return time + steps * course.step;
  const after =
    course.kind === 'step'
      ? time + steps * course.step
      : monthsAfter(time, steps * course.months, course.day);
  return writtenLike(cell, after) ?? shownTime(after, course);
}

/** "next rows are on the last day of a month, as all rows of their series are": the days of all courses by months. */
export function nextDaysNote(courses: readonly TimeCourse[]): string | undefined {
  const days = courses.flatMap((course) => (course.kind === 'months' ? [course.day] : []));
  const latest = [...new Set(days)].sort((one, other) => one - other);
  if (latest.length === 0) return undefined;
  const words = latest.map((each) =>
    each === 31 ? 'the last day' : `day ${each}${each > 28 ? ' (or the last one)' : ''}`,
  );
  return `next rows are on ${words.join(' or ')} of a month, as the rows of their series are`;
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

function monthsAfter(time: number, months: number, dayOfMonth: number): number {
  const date = new Date(time);
  const month = date.getUTCMonth() + months;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(month, Math.min(dayOfMonth, last));
  return date.getTime();
}

function isMonthEnd(time: number): boolean {
  return new Date(time + day).getUTCDate() === 1;
}

function areEvenlySpaced(values: Float64Array): boolean {
  const first = (values[1] as number) - (values[0] as number);
  return values.every((value, at) => at === 0 || value - (values[at - 1] as number) === first);
}
