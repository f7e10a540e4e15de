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
 * text for dates; undefined where the step is unknown.
 */
export function timeAfter(
  times: Pick<RowTimes, 'areDates'>,
  time: number,
  step: number | undefined,
  steps: number,
): string | number | undefined {
  if (step === undefined) return undefined;
  if (!times.areDates) return time + steps * step;
  const found = calendar.find(
    ({ days: [shortest, longest] }) => step >= shortest * day && step <= longest * day,
  );
  return shownTime(
    found === undefined ? time + steps * step : monthsAfter(time, steps * found.months),
    times,
  );
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
