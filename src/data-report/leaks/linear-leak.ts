import type { NumberColumn, RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { figure } from '../../reports/figure.ts';
import { valuesAt } from '../../statistics/places.ts';
import { standardised } from '../../statistics/standardised.ts';
import { heldOutVariance } from './held-out-variance.ts';
import { sumAdvice } from './sum-leak.ts';

/** The share of variance that is left when the target is computed from the columns. */
const exactPart = 5e-5;
/**
 * Columns that leave so little only together, and many times as much by any of them alone. Of 233 columns of real tables,
 * each predicted from the others, two left as little, and a tenth of what one column left; but for sums that are exact.
 */
const together = { part: 1e-3, timesAlone: 30 } as const;
/** A copy of the target under noise leaves little of it, */
const copyPart = 0.005;
/** and all other columns leave many times as much: of measurements of one thing they leave about as much. */
const timesAsMuch = 20;
const mostRows = 4000;
const mostColumns = 64;
const fewestRows = 60;
const rowsPerColumn = 6;
/** Weights that are smaller than this share of the largest are not named. */
const namedWeight = 0.02;
const namedColumns = 4;

/**
 * `target-leak` of several columns, or of one under noise, in a regression: a sum of columns that is the target, or nearly
 * so, such as a mean over a window that contains it, and a column that leaves 0.5 % of the variance where all others leave twenty
 * times as much. By least squares, fitted on half of the rows and judged on the other half. `rows` in random order.
 */
export function linearLeaks(
  columns: readonly RawColumn[],
  target: RawTarget,
  rows: Int32Array,
): DataFinding[] {
  if (target.kind !== 'regression') return [];
  const numbers = columns
    .flatMap((column) => (column.kind === 'number' ? [column] : []))
    .slice(0, mostColumns);
  const judged = completeRows(numbers, rows).subarray(0, mostRows);
  if (numbers.length < 2 || judged.length < Math.max(fewestRows, rowsPerColumn * numbers.length)) return [];
  const cellsOf = (values: Float64Array) => standardised(valuesAt(values, judged));
  const x = numbers.map(({ values }) => cellsOf(values));
  const y = cellsOf(target.values);
  // A constant target has no variance to share.
  if (y.every((value) => value === 0)) return [];
  const { left, weights } = heldOutVariance(x, y);
  if (left <= exactPart) return [sumFinding(numbers, weights, left)];
  const alone = x.map((column) => heldOutVariance([column], y).left);
  const least = Math.min(...alone);
  const best = alone.indexOf(least);
  if (left <= together.part && least >= together.timesAlone * left)
    return [sumFinding(numbers, weights, left, least)];
  if (least > copyPart) return [];
  const others = heldOutVariance(
    x.filter((_, at) => at !== best),
    y,
  ).left;
  return others < timesAsMuch * least ? [] : [copyFinding(numbers[best] as NumberColumn, least, others)];
}

/** The rows without a missing number, if they are at least half; otherwise all. */
function completeRows(columns: readonly NumberColumn[], rows: Int32Array): Int32Array {
  const complete = rows.filter((row) => columns.every(({ values }) => !Number.isNaN(values[row])));
  return complete.length >= rows.length / 2 ? complete : rows;
}

/** `alone`: what the best column leaves by itself, where the sum is not exact. */
function sumFinding(
  columns: readonly NumberColumn[],
  weights: Float64Array,
  left: number,
  alone?: number,
): DataFinding {
  const sizes = columns.map((_, at) => Math.abs(weights[at] as number));
  const largest = Math.max(...sizes);
  const used = columns
    .filter((_, at) => (sizes[at] as number) >= namedWeight * largest)
    .map(({ name }) => name);
  const named = used.slice(0, namedColumns).join(', ') + (used.length > namedColumns ? ', …' : '');
  return {
    severity: 'warn',
    kind: 'target-leak',
    message: `the target is ${alone === undefined ? '' : 'nearly '}a sum of columns (${named}): held-out R² ${(1 - left).toFixed(6)} by least squares${alone === undefined ? '' : `, and ${figure(1 - alone)} by the best of them alone`}`,
    advice: sumAdvice,
    columns: used,
    rows: [],
    count: used.length,
  };
}

function copyFinding({ name }: NumberColumn, left: number, others: number): DataFinding {
  return {
    severity: 'warn',
    kind: 'target-leak',
    message: `column ${name} is nearly the target: held-out R² ${figure(1 - left)} by it alone, and ${figure(1 - others)} by all other numbers`,
    advice: `Is ${name} known before the target is, or measured with it? If not, name it in data.exclude.`,
    columns: [name],
    rows: [],
    count: 1,
  };
}
