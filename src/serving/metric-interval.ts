import { measures } from '../metrics/evaluate.ts';
import type { Measure } from '../metrics/metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Measured } from '../reports/evaluation-report.ts';
import { bootstrap, percentileInterval } from '../statistics/bootstrap.ts';
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
  const samples = bootstrap(
    { rows: y.length, samples: resamples },
    random,
    measured.map(([, measure]) => measure),
  );
  return Object.fromEntries(
    measured.map(([name, measure], at) => [name, withInterval(measure, samples[at] as Float64Array)]),
  );
}

/** The value lies inside, also where resampling moves a metric to one side. */
function withInterval(measure: Measure, samples: Float64Array): Measured {
  const value = measure();
  const { low, high } = percentileInterval(samples);
  return { value, low: Math.min(value, low), high: Math.max(value, high) };
}
