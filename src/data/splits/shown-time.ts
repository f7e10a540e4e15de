import type { RowTimes } from '../raw-data.ts';

/** A date without its time of day where that is midnight. */
export function shownTime(value: number, { areDates }: Pick<RowTimes, 'areDates'>): string {
  if (!areDates) return String(value);
  return new Date(value).toISOString().replace(/T00:00:00\.000Z$|\.000(?=Z$)/, '');
}
