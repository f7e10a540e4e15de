import { type NumberTable, numberTables } from '../../data/arrays/number-tables.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { NumberColumn } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { measureNumbers } from './number-column.ts';
import { isMissingCode, sentinelFindings } from './sentinel-findings.ts';

/** `missing-code` of all columns of numbers, and of the features of arrays. Only those that end in such a code are sorted. */
export function findMissingCodes(source: SourceRows): DataFinding[] {
  const { inputs } = source.raw;
  if (inputs.kind !== 'table') return findArrayCodes(source);
  const found = inputs.columns.flatMap((column) =>
    column.kind === 'number' && endsOf(column.values).some(isMissingCode)
      ? sentinelFindings(measureNumbers(column, source))
      : [],
  );
  return [...found, ...findCodedTimes(source)];
}

/** `missing-code` of arrays, which no declaration can read otherwise; none for tables. */
export function findArrayCodes({ raw }: SourceRows): DataFinding[] {
  if (raw.inputs.kind !== 'arrays') return [];
  return numberTables(raw).flatMap((table) =>
    table.columns.flatMap((column) =>
      column.kind === 'number' ? codesIn(column, table, raw.rowNumbers) : [],
    ),
  );
}

const arrayAdvice =
  'look at these rows: arrays have no missing numbers; if the code stands for one, put the mean of the others in its place, and add an input that says where';

/** A pixel of 0 is a dark one. */
function codesIn(
  { name, values }: NumberColumn,
  { rows, areQuantities }: NumberTable,
  rowNumbers: Int32Array,
): DataFinding[] {
  if (!endsOf(values).some((end) => isMissingCode(end) && (areQuantities || end !== 0))) return [];
  return sentinelFindings({
    ...{ name, values, sorted: values.toSorted(), advice: arrayAdvice },
    rowNumbers: rows.map((row) => rowNumbers[row] as number),
  });
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

function endsOf(values: Float64Array): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
