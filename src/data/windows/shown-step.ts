import type { RawData, RowTimes, RowWindows } from '../raw-data.ts';
import { timeCourse } from './next-times.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** "an hour", "7 days", "a year": the time of so many rows, by the calendar where they are months, quarters or years. */
export function shownSteps(rows: number, step: number, { windows, steps }: RawData): string {
  if (windows === undefined || steps === undefined) throw new Error('windows have times');
  const { times } = steps;
  const values = Float64Array.from(longestRun(windows), (row) => times.values[row] as number);
  const course = timeCourse({ values, areDates: times.areDates }, step);
  if (course?.kind !== 'months') return shownStep(rows * step, times);
  const months = rows * course.months;
  return months % 12 === 0 ? counted(months / 12, 'year') : counted(months, 'month');
}

/** The rows of the longest run without a gap, in their order. */
function longestRun({ order, runStart }: RowWindows): Int32Array {
  const lengths = runStart.map((start, place) => place - start + 1);
  const last = lengths.reduce(
    (best, length, place) => (length > (lengths[best] as number) ? place : best),
    0,
  );
  return order.subarray(runStart[last], last + 1);
}

/** "an hour", "10 minutes", "7 days", or a number where times are numbers. */
function shownStep(step: number, { areDates }: Pick<RowTimes, 'areDates'>): string {
  if (!areDates) return String(step);
  const [name, size] = units.find(([, milliseconds]) => step >= milliseconds) ?? ['millisecond', 1];
  return counted(Number((step / size).toPrecision(3)), name);
}

function counted(count: number, name: string): string {
  if (count !== 1) return `${count} ${name}s`;
  return name === 'hour' ? 'an hour' : `a ${name}`;
}
