import type { DataFinding, NumberSummary } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { listRows, percent } from '../../reports/number-text.ts';
import { type Commonest, commonestOf } from '../../statistics/sorted-values.ts';
import { columnFinding } from './finding-list.ts';
import { missingFindings } from './missing-findings.ts';
import type { MeasuredColumn } from './number-summary.ts';
import { extremesOf } from './outliers.ts';
import { sentinelFindings } from './sentinel-findings.ts';
import { spikeFindings } from './spike-findings.ts';

const nearlyAll = 0.99;
const fewestRowsForShares = 100;
const listedRows = 20;
/** In a normal distribution 2 values in a million are far out. */
const usualShare = 5e-5;
const frequentShare = 0.1;

/** A numeric column with everything that its findings need. */
export interface JudgedColumn extends MeasuredColumn {
  readonly name: string;
  readonly summary: NumberSummary;
  /** The training split's values, ascending. */
  readonly train: Float64Array;
  readonly rowNumbers: Int32Array;
  /** A value as people read it. */
  readonly show: (value: number) => string;
  /** The declaration that takes a word for missing; absent where the values are no numbers in the file. */
  readonly declareMissing?: ((word: string, hasIndicator?: boolean) => string) | undefined;
}

/** Findings about a column of numbers. */
export function findInNumbers(column: JudgedColumn): DataFinding[] {
  const codes = sentinelFindings(column);
  return [
    ...constantFindings(column),
    ...missingFindings(column, isMissingNumber(column)),
    ...(codes.length > 0 ? codes : [...spikeFindings(column), ...findOutliers(column)]),
  ];
}

const isMissingNumber =
  ({ values }: JudgedColumn) =>
  (row: number) =>
    Number.isNaN(values[row]);

function constantFindings(column: JudgedColumn): DataFinding[] {
  const { name, sorted, train, show } = column;
  const { value, count, distinct } = column.commonest;
  const inTraining = train.length > 0 && train[0] === train.at(-1);
  if (distinct === 1 || inTraining) {
    const where = distinct === 1 ? '' : ' of the training split';
    const constant = distinct === 1 ? value : (train[0] as number);
    return [
      columnFinding(name, {
        severity: 'warn',
        kind: 'constant-column',
        message: `every row${where} has the value ${show(constant)}`,
        advice: 'a model cannot learn from it: name it in data.exclude, or find out why it does not vary',
      }),
    ];
  }
  if (count < nearlyAll * sorted.length || sorted.length < fewestRowsForShares) return [];
  const others = rowsWhere(column, (each) => !Number.isNaN(each) && each !== value);
  return [
    columnFinding(name, {
      severity: 'info',
      kind: 'nearly-constant-column',
      message: `${percent(count / sorted.length)} of the rows have the value ${show(value)}; others have ${listRows(others, sorted.length - count)}`,
      advice: 'look at the few rows that differ: they are errors, or all that the column can tell',
      rows: others,
      count: sorted.length - count,
    }),
  ];
}

/** Values far from the others; a target has another `kind`. */
export function findOutliers(
  { name, summary, sorted, commonest, ruler, outliers, show, ...column }: JudgedColumn,
  noun = 'outliers',
): DataFinding[] {
  const { count, rows } = outliers;
  const extremes = extremesOf(sorted, ruler);
  if (extremes.length > 0) {
    const wanted = new Set(extremes);
    const found = rowsWhere(column, (each) => wanted.has(each));
    return [
      columnFinding(name, {
        severity: 'warn',
        kind: `extreme-${noun}`,
        message: `${describeExtremes(extremes, show)} (${listRows(found, extremes.length)}); half of the values lie from ${show(summary.quantiles.p25)} to ${show(summary.quantiles.p75)}`,
        advice:
          'look at these rows: such a value is mostly an error, another unit, or a code for a missing one, which should be an empty cell',
        rows: found,
        count: extremes.length,
      }),
    ];
  }
  const frequent = frequentValues(sorted, commonest);
  const tail =
    count - [...frequent].reduce((sum, [value, size]) => sum + (ruler?.isFarOut(value) ? size : 0), 0);
  if (tail <= usualShare * sorted.length) return [];
  const others = rows.filter(({ value }) => !frequent.has(value));
  const farthest = others.slice(0, 3).map(({ value }) => show(value));
  return [
    columnFinding(name, {
      severity: 'info',
      kind: noun,
      message: `${counted(tail, 'value')} far out in a long tail${farthest.length === 0 ? '' : `, such as ${farthest.join(', ')}`}`,
      advice: 'look at these rows',
      rows: others.map(({ row }) => row),
      count: tail,
    }),
  ];
}

/** Values that many rows have are no tail, with the number of these rows. */
function frequentValues(sorted: Float64Array, commonest: Commonest): Map<number, number> {
  const found = new Map<number, number>();
  if (commonest.count < frequentShare * sorted.length) return found;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start >= frequentShare * sorted.length) found.set(sorted[start] as number, end - start);
  }
  return found;
}

function describeExtremes(extremes: Float64Array, show: JudgedColumn['show']): string {
  const { value, count, distinct } = commonestOf(extremes);
  if (distinct === 1)
    return `the value ${show(value)} stands far outside of the others in ${counted(count, 'row')}`;
  const farthest = [...new Set([extremes[0] as number, extremes.at(-1) as number])].map(show);
  return `${counted(extremes.length, 'value')} far outside of the others, such as ${farthest.join(' and ')}`;
}

function rowsWhere(
  { values, rowNumbers }: Pick<JudgedColumn, 'values' | 'rowNumbers'>,
  isWanted: (value: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length && found.length < listedRows; index++) {
    if (isWanted(values[index] as number)) found.push(rowNumbers[index] as number);
  }
  return found;
}
