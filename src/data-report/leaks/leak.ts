import { asTable } from '../../data/arrays/array-columns.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawColumn, RawData, RawTable, RawTarget } from '../../data/raw-data.ts';
import { targetViews } from '../../data/target-views.ts';
import type { DataFinding, Severity } from '../../reports/data-report.ts';
import { valuesAt } from '../../statistics/places.ts';
import { randomFor } from '../../statistics/random.ts';
import { groupRows } from '../duplicates/groups.ts';
import { errorOfCodes } from './codes.ts';
import { accountOf, judgeOf, type LeakJudge } from './judge.ts';
import { leaveOneOutMeans } from './leave-one-out.ts';
import { linearLeaks } from './linear-leak.ts';
import { meanEncodings } from './mean-encoding.ts';
import { errorOfNumbers } from './numbers.ts';
import { pixelLeaks } from './pixel-leak.ts';
import { RowSums } from './row-sums.ts';
import { leakSeverity } from './severity.ts';
import { sumLeaks } from './sum-leak.ts';
import type { JudgedTarget } from './target.ts';

const mostRows = 20_000;
const mostImages = 4000;
/** Maximum number of pixels examined over all images: about a second. */
const mostCells = 3e7;
/**
 * The maximum share of the best constant's error among distinct rows, where a leak must show too, though less clearly.
 */
const wornPart = 0.1;
const fewestDistinct = 20;

/**
 * `target-leak`: a single column that predicts the target almost perfectly. Each row of training and validation, or of
 * a sample of 20,000, is predicted from the other rows with the same or the neighbouring values in that column, never
 * from itself; so a column with unique values, or a category seen once, gains nothing by that. The test split is not
 * used, but for means of the target. For images each pixel is a column. Each of several targets is looked at alone.
 * O(rows log rows) per column.
 */
export function findLeaks(source: SourceRows): DataFinding[] {
  return targetViews(source).flatMap(({ name, source: view }) =>
    leaksOf(view).map((finding) => ofTarget(finding, name)),
  );
}

function ofTarget(finding: DataFinding, name: string | undefined): DataFinding {
  return name === undefined ? finding : { ...finding, message: `${name}: ${finding.message}` };
}

function leaksOf(source: SourceRows): DataFinding[] {
  const { inputs, target } = source.raw;
  const rows = judgedRows(source, inputs);
  const judge = judgeOf(target, rows);
  const findings =
    inputs.kind === 'images'
      ? pixelLeaks(inputs, target, rows, judge)
      : tableLeaks(source, asTable(inputs), rows, judge);
  return findings.sort((one, other) => Number(other.severity === 'fail') - Number(one.severity === 'fail'));
}

function judgedRows({ rows }: SourceRows, inputs: RawData['inputs']): Int32Array {
  const all = Int32Array.from([...rows.train, ...rows.validation]);
  const size = inputs.kind === 'images' ? inputs.shape[0] * inputs.shape[1] * inputs.shape[2] : 0;
  const most = inputs.kind !== 'images' ? mostRows : Math.min(mostImages, Math.ceil(mostCells / size));
  return all.length <= most ? all : randomFor('leak').shuffle(all).slice(0, most);
}

/** Leaks of single columns; where there is none, of means of the target, and of sums and of columns under noise. */
function tableLeaks(
  { raw, rows: splits }: SourceRows,
  table: RawTable,
  rows: Int32Array,
  judge: LeakJudge,
): DataFinding[] {
  const single = tableFindings(table, raw.target, rows, judge);
  if (single.length > 0) return single;
  const all = Int32Array.from(raw.rowNumbers.keys());
  const sets = [all, splits.train];
  const rowSums = new RowSums();
  const means = meanEncodings(table.columns, raw.target, sets, rowSums);
  const others = leaveOneOutMeans(table.columns, raw, sets, rowSums);
  const random = randomFor('linear leak').shuffle(rows.slice());
  const sums = sumLeaks(table.columns, raw.target, random);
  return [...means, ...others, ...(sums.length > 0 ? sums : linearLeaks(table.columns, raw.target, random))];
}

/** A numeric column must predict distinct rows too: with copied rows, any number predicts a row by its twin. */
function tableFindings(
  { columns }: RawTable,
  target: RawTarget,
  rows: Int32Array,
  judge: LeakJudge,
): DataFinding[] {
  let distinct: { readonly rows: Int32Array; readonly judge: LeakJudge } | undefined;
  return columns.flatMap((column) => {
    const error = errorOf(column, rows, judge.target);
    const severity = leakSeverity(error, judge);
    if (severity === undefined) return [];
    const isDate = column.kind === 'number' && column.form?.type === 'date';
    // A trend is no leak: a later date is known, but no model sees it in training.
    const finding = columnFinding(column.name, isDate ? 'warn' : severity, accountOf(error, judge));
    if (column.kind === 'category') return [finding];
    if (distinct === undefined) {
      const members = distinctRows(columns, rows);
      distinct = { rows: members, judge: judgeOf(target, members) };
    }
    const part = errorOf(column, distinct.rows, distinct.judge.target) / distinct.judge.baseline;
    return part > wornPart && distinct.rows.length >= fewestDistinct ? [] : [finding];
  });
}

function distinctRows(columns: readonly RawColumn[], rows: Int32Array): Int32Array {
  const drawn = columns.map((column) => drawCells(column, rows));
  const { leader } = groupRows({ kind: 'table', columns: drawn }, rows.length);
  return rows.filter((_, index) => leader[index] === index);
}

function drawCells(column: RawColumn, rows: Int32Array): RawColumn {
  if (column.kind === 'category') return { ...column, codes: rows.map((row) => column.codes[row] as number) };
  return { ...column, values: valuesAt(column.values, rows) };
}

function errorOf(column: RawColumn, rows: Int32Array, target: JudgedTarget): number {
  const drawn = drawCells(column, rows);
  if (drawn.kind === 'number') return errorOfNumbers(drawn.values, target);
  const codes = drawn.codes.map((code) => code + 1);
  return errorOfCodes(codes, drawn.categories.length + 1, target);
}

function columnFinding(name: string, severity: Severity, account: string): DataFinding {
  return {
    severity,
    kind: 'target-leak',
    message: `column ${name} alone predicts the target: ${account}`,
    advice: `Is ${name} known before the target is? If not, name it in data.exclude.`,
    columns: [name],
    rows: [],
    count: 1,
  };
}
