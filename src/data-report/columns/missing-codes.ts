import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { measureNumbers } from './number-column.ts';
import { isMissingCode, sentinelFindings } from './sentinel-findings.ts';

/** `missing-code` of all columns of numbers. Only those that end in such a code are sorted. */
export function findMissingCodes(source: SourceRows): DataFinding[] {
  const { inputs } = source.raw;
  if (inputs.kind !== 'table') return [];
  const found = inputs.columns.flatMap((column) => {
    if (column.kind !== 'number') return [];
    const [least, most] = endsOf(column.values);
    return isMissingCode(least) || isMissingCode(most)
      ? sentinelFindings(measureNumbers(column, source))
      : [];
  });
  return [...found, ...findCodedTimes(source)];
}

/** `missing-code` of the column that the split follows, where it is no input: such rows are all in one split. */
export function findCodedTimes({ raw }: SourceRows): DataFinding[] {
  const { inputs, times, rowNumbers } = raw;
  if (times === undefined || times.areDates || inputs.kind !== 'table') return [];
  const { column: name, values } = times;
  if (inputs.columns.some((column) => column.name === name)) return [];
  const advice = `look at these rows: data.split.time puts all of them into one split; leave them out, or write their ${name}`;
  return sentinelFindings({ name, values, sorted: values.toSorted(), rowNumbers, advice });
}

function endsOf(values: Float64Array): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
