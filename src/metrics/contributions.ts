import { meanOf } from '../statistics/mean.ts';
import { spreadOf } from '../statistics/mean-interval.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import type { Task } from '../study/pipeline.ts';
import { measures, perExample } from './evaluate.ts';
import type { Measure, RowWeights } from './metric.ts';
import type { OwnMetric } from './own-metric.ts';
import type { Predictions } from './predictions.ts';

/** Up to this many rows each is a group of its own. */
const mostSingleRows = 1000;
const groups = 200;

/** Labelled rows as in a Split. */
interface Rows {
  readonly y: ArrayLike<number>;
  readonly weight?: RowWeights | undefined;
}

/**
 * Contributions of groups of rows to a metric: numbers whose mean is close to the value, and whose standard error of the
 * mean is the value's. They are the pseudo-values of the jackknife, G·θ − (G − 1)·θ without the group (Tukey 1958; Efron
 * & Tibshirani, An Introduction to the Bootstrap, chapter 11): for a mean of unweighted rows the rows' own numbers. Row
 * r is of group r mod G, so the contributions of two models to the same rows are paired. Undefined when the task has no
 * such metric.
 */
export function contributionsOf(
  task: Task,
  predictions: Predictions,
  { y, weight }: Rows,
  metric: string,
  ownMetrics: readonly OwnMetric[] = [],
): Float64Array | undefined {
  const rows = rowsOf(task, y);
  const own = weight === undefined ? perExample(task, predictions, y, [metric])[metric] : undefined;
  if (own !== undefined) return rows <= mostSingleRows ? own : groupMeans(own);
  const measure = measures(task, predictions, y, [metric], ownMetrics)[metric];
  return measure && pseudoValues(measure, rows, weight);
}

/**
 * The standard error of the value that has these contributions. Undefined when they are all equal, as where every row is
 * right: then nothing is known of the rows that are not.
 */
export function standardErrorOf(contributions: ArrayLike<number>): number | undefined {
  if (contributions.length < 2) return undefined;
  const error = spreadOf(contributions).std / Math.sqrt(contributions.length);
  return error > 0 && Number.isFinite(error) ? error : undefined;
}

/** The groups have nearly the same size. */
function groupMeans(values: Float64Array): Float64Array {
  const sums = new Float64Array(groups);
  values.forEach((value, row) => {
    sums[row % groups] = (sums[row % groups] as number) + value;
  });
  return sums.map((sum) => (sum * groups) / values.length);
}

function pseudoValues(measure: Measure, rows: number, weight: RowWeights | undefined): Float64Array {
  const count = rows <= mostSingleRows ? rows : groups;
  const all = measure(weight);
  const weights = Float64Array.from({ length: rows }, (_, row) => weight?.[row] ?? 1);
  const held = new Float64Array(count);
  for (let group = 0; group < count; group++) {
    const kept = weights.slice();
    for (let row = group; row < rows; row += count) kept[row] = 0;
    const without = measure(kept);
    held[group] = count * all - (count - 1) * without;
  }
  const mean = meanOf(held);
  return Number.isFinite(mean) ? held : held.map((value) => (Number.isFinite(value) ? value : all));
}
