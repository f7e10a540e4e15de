import { measures } from '../../metrics/evaluate.ts';
import type { Measure } from '../../metrics/metric.ts';
import type { OwnMetric } from '../../metrics/own-metric.ts';
import type { Measured } from '../../reports/evaluation-report.ts';
import { bootstrap, percentileInterval } from '../../statistics/bootstrap.ts';
import type { Random } from '../../statistics/random.ts';
import { rowsOf } from '../../study/outputs/task-widths.ts';
import type { Task } from '../../study/pipeline.ts';
import type { LabelledPredictions } from '../labelled-inputs.ts';

export const resamples = 1000;

/**
 * Metrics of labelled rows with percentile bootstrap intervals (Efron and Tibshirani 1993), for metrics without a
 * specific interval. Names of the other task's metrics are left out.
 */
export function measureByResampling(
  task: Task,
  { predictions, y, weight }: LabelledPredictions,
  names: readonly string[],
  random: Random,
  own?: readonly OwnMetric[],
): Record<string, Measured> {
  const measured = Object.entries(measures(task, predictions, y, names, own)).map(
    ([name, measure]) => [name, weighted(measure, weight)] as const,
  );
  if (measured.length === 0) return {};
  const samples = bootstrap(
    { rows: rowsOf(task, y), samples: resamples },
    random,
    measured.map(([, measure]) => measure),
  );
  return Object.fromEntries(
    measured.map(([name, measure], at) => [name, withInterval(measure, samples[at] as Float64Array)]),
  );
}

/** The measure of rows that count by their weights, however often each is drawn. */
function weighted(measure: Measure, weight: Float64Array | undefined): Measure {
  if (weight === undefined) return measure;
  return (draws) => {
    const product = draws === undefined ? weight : weight.map((each, row) => each * (draws[row] as number));
    // A sample of rows without weight has no value of its own.
    return measure(product.some((each) => each > 0) ? product : weight);
  };
}

/** Extends the interval to include the value, which resampling may bias to one side. */
function withInterval(measure: Measure, samples: Float64Array): Measured {
  const value = measure();
  const { low, high } = percentileInterval(samples);
  return { value, low: Math.min(value, low), high: Math.max(value, high) };
}
