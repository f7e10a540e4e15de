import type { RowTimes } from '../raw-data.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** "an hour", "10 minutes", "7 days", or a number where times are numbers. */
export function shownStep(step: number, { areDates }: Pick<RowTimes, 'areDates'>): string {
  if (!areDates) return String(step);
  const [name, size] = units.find(([, milliseconds]) => step >= milliseconds) ?? ['millisecond', 1];
  const count = Number((step / size).toPrecision(3));
  if (count !== 1) return `${count} ${name}s`;
  return name === 'hour' ? 'an hour' : `a ${name}`;
}
