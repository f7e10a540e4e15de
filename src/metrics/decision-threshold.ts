import type { Task } from '../study/pipeline.ts';
import { classMetrics } from './catalogue.ts';
import type { Measure, RowWeights } from './metric.ts';
import type { Predictions } from './predictions.ts';
import { splitless } from './validation-metric.ts';

/** How a threshold is found: the space file's `training.threshold` and the objective's metric. */
export interface ThresholdRule {
  readonly metric: string;
  readonly threshold?: 'auto' | number | undefined;
}

/** Labelled validation rows. */
interface Rows {
  /** [rows] class indices. */
  readonly y: ArrayLike<number>;
  readonly weight?: RowWeights | undefined;
}

/** The metrics that depend on the predicted classes; the others depend on the probabilities alone. */
const decided = ['accuracy', 'f1', 'balancedAccuracy', 'matthews', 'cohenKappa', 'quadraticKappa'] as const;

/** The metric that a threshold is chosen for: the objective's, or macro F1 if that one needs no threshold. */
export function thresholdMetric(objective: string): (typeof decided)[number] {
  return decided.find((name) => name === splitless(objective)) ?? 'f1';
}

/** The threshold of predictions by a rule; undefined when it has none, or there are not two classes. */
export function findThreshold(
  { metric, threshold }: ThresholdRule,
  task: Task,
  predictions: Predictions,
  rows: Rows,
): number | undefined {
  if (task.kind !== 'classification' || task.classes.length !== 2) return undefined;
  return threshold === 'auto' ? chooseThreshold(thresholdMetric(metric), predictions, rows) : threshold;
}

/** The task with a threshold, if there is one. */
export function withThreshold<Given extends Task>(task: Given, threshold: number | undefined): Given {
  return threshold === undefined || task.kind !== 'classification' ? task : { ...task, threshold };
}

/**
 * The threshold for which the metric of two classes is best: between two probabilities of the rows, written with few
 * digits. Of equally good ones the nearest to 0.5 wins.
 */
export function chooseThreshold(
  metric: (typeof decided)[number],
  predictions: Predictions,
  { y, weight }: Rows,
): number {
  const order = Uint32Array.from(y, (_, row) => row).sort(
    (one, other) => scoreOf(predictions, one) - scoreOf(predictions, other),
  );
  const counts = countsOf(y, weight);
  const measure = byCounts(metric);
  let best = { value: Number.NEGATIVE_INFINITY, threshold: 0.5 };
  let below = 0;
  for (let at = 0; at <= order.length; at++) {
    const score = at < order.length ? scoreOf(predictions, order[at] as number) : 1;
    // Rows before `at` are predicted as the first class, which needs a threshold above all their scores.
    if (at === 0 || score > below) {
      const value = measure(counts);
      const threshold = between(below, score);
      const isNearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
      if (value > best.value || (value === best.value && isNearer)) best = { value, threshold };
    }
    if (at === order.length) break;
    const row = order[at] as number;
    const label = y[row] as number;
    counts[label * 2 + 1] = (counts[label * 2 + 1] as number) - (weight?.[row] ?? 1);
    counts[label * 2] = (counts[label * 2] as number) + (weight?.[row] ?? 1);
    below = score;
  }
  return best.threshold;
}

function scoreOf(predictions: Predictions, row: number): number {
  return predictions[row * 2 + 1] as number;
}

/** [true class, predicted class] summed weights, when all rows are predicted as the second class. */
function countsOf(y: ArrayLike<number>, weight: RowWeights | undefined): Float64Array {
  const counts = new Float64Array(4);
  for (let row = 0; row < y.length; row++) {
    const place = (y[row] as number) * 2 + 1;
    counts[place] = (counts[place] as number) + (weight?.[row] ?? 1);
  }
  return counts;
}

/** The metric as a function of the four counts, which are the weights of four rows. */
function byCounts(metric: (typeof decided)[number]): Measure {
  return classMetrics[metric].measure({
    classes: 2,
    labels: [0, 0, 1, 1],
    probabilities: Float64Array.of(1, 0, 0, 1, 1, 0, 0, 1),
  });
}

/** The number of fewest digits that is above `low` and at most `high`. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded > low && rounded <= high) return rounded;
  }
  return middle > low ? middle : high;
}
