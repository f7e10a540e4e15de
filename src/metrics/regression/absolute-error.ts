import { type Metric, meanMetric, type ValueExamples } from '../metric.ts';
import { weightedMedian } from '../weighted-median.ts';

const shared = { direction: 'minimize', range: [0, Number.POSITIVE_INFINITY], format: 'number' } as const;

const absoluteErrors = ({ actual, predicted }: ValueExamples) =>
  actual.map((value, row) => Math.abs((predicted[row] as number) - value));

/** Mean absolute error, in target units. */
export const mae = meanMetric<ValueExamples>({
  name: 'mae',
  ...shared,
  title: 'mean absolute error',
  description: 'mean absolute error, in units of the target',
  perExample: absoluteErrors,
});

/** Median absolute error, in target units: robust against a few large errors. */
export const medianAbsoluteError: Metric<ValueExamples> = {
  name: 'medianAbsoluteError',
  ...shared,
  description: 'median absolute error, in units of the target',
  measure: (examples) => weightedMedian(absoluteErrors(examples)),
};
