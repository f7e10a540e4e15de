import type { SourceRows } from '../../data/load-dataset.ts';
import type { KeyColumn } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { columnFinding } from '../columns/finding-list.ts';
import { isSorted } from '../order/sorted.ts';

const fewestTimes = 10;
const fewestYears = 5;
const years = { first: 1900, last: 2100 } as const;
/** Years and everything finer, as whole numbers, lie above. */
const leastMoment = 1000;
const timeName = /(^|[_\W])(date|time|timestamp|datetime|epoch)([_\W]|$)|[a-z](Date|Time|Timestamp)$/i;

/**
 * `likely-time`: a column of dates, of whole numbers with the name of a time, or of years, that the split does not follow.
 * A warning when the rows are sorted by it: their order then means something.
 */
export function findTimes(source: SourceRows): DataFinding[] {
  const { raw } = source;
  if (raw.times !== undefined) return [];
  return (raw.keys ?? []).flatMap((key) => {
    if (key.kind === 'text') return [];
    if (isInOrder(key, source)) return [];
    const times = key.values.filter((time) => !Number.isNaN(time));
    if (key.kind === 'integer' && areYears(times)) return [timeFinding(key, times, 'it looks like years')];
    if (key.kind === 'integer' && !timeName.test(key.name)) return [];
    if (new Set(times).size < fewestTimes) return [];
    // Minutes of a film have the name of a time too.
    if (key.kind === 'integer' && !isSorted(times) && times.every((time) => time < leastMoment)) return [];
    return [timeFinding(key, times, key.kind === 'date' ? 'it holds dates' : 'it may hold times')];
  });
}

/** Whole numbers of this and the last century without a gap: other amounts rarely have each number of a range. */
function areYears(times: Float64Array): boolean {
  // Most columns end here, long before all of their numbers are collected.
  if (!times.every((time) => time >= years.first && time <= years.last)) return false;
  const distinct = [...new Set(times)].sort((one, other) => one - other);
  const [first = 0, last = 0] = [distinct[0], distinct.at(-1)];
  const areAll = last - first === distinct.length - 1;
  return areAll && distinct.length >= fewestYears;
}

function timeFinding({ name, values }: KeyColumn, times: Float64Array, what: string): DataFinding {
  const hasOrder = isSorted(times);
  const order = hasOrder ? ', by which the rows are sorted' : '';
  return columnFinding(name, {
    severity: hasOrder ? 'warn' : 'info',
    kind: 'likely-time',
    message: `${what}${order}, and training has rows that are later than those of validation`,
    advice: `if the model is to predict later rows, set data.split.time to "${name}"`,
    count: values.length,
  });
}

/** True when all training rows are earlier than the first of validation. */
function isInOrder({ values }: KeyColumn, { rows }: SourceRows): boolean {
  let last = Number.NEGATIVE_INFINITY;
  // Comparisons with a missing time are false.
  for (const row of rows.train) if ((values[row] ?? Number.NaN) > last) last = values[row] as number;
  return rows.validation.every((row) => !((values[row] ?? Number.NaN) <= last));
}
