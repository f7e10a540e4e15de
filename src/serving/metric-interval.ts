import { measures } from '../metrics/evaluate.ts';
import type { Measure } from '../metrics/metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Measured } from '../reports/evaluation-report.ts';
import { level } from '../statistics/mean-interval.ts';
import type { Random } from '../statistics/random.ts';
import type { Task } from '../study/pipeline.ts';

const resamples = 1000;

/**
 * These metrics of labelled rows, each with the percentile interval of rows drawn with replacement (Efron and Tibshirani
 * 1993): for metrics that have no interval of their own. Names that the task does not measure are left out.
 */
export function measureByResampling(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[],
  random: Random,
): Record<string, Measured> {
  const measured = Object.entries(measures(task, predictions, y, names));
  if (measured.length === 0) return {};
  const samples = measured.map(() => new Float64Array(resamples));
  const weights = new Float64Array(y.length);
  for (let sample = 0; sample < resamples; sample++) {
    drawWeights(weights, random);
    measured.forEach(([, measure], at) => {
      (samples[at] as Float64Array)[sample] = measure(weights);
    });
  }
  return Object.fromEntries(
    measured.map(([name, measure], at) => [name, withInterval(measure, samples[at] as Float64Array)]),
  );
}

/** How often each row is drawn when as many rows as there are are drawn with replacement. */
function drawWeights(weights: Float64Array, random: Random): void {
  weights.fill(0);
  for (let draw = 0; draw < weights.length; draw++) {
    const row = random.word() % weights.length;
    weights[row] = (weights[row] as number) + 1;
  }
}

/** The value lies inside, also where resampling moves a metric to one side. */
function withInterval(measure: Measure, samples: Float64Array): Measured {
  const value = measure();
  const sorted = samples.sort();
  const tail = Math.floor(((1 - level) / 2) * sorted.length);
  return {
    value,
    low: Math.min(value, sorted[tail] as number),
    high: Math.max(value, sorted[sorted.length - 1 - tail] as number),
  };
}
