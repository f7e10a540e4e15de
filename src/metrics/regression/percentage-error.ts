import { meanMetric, type ValueExamples } from '../metric.ts';

const shared = { direction: 'minimize', format: 'percentage' } as const;

/** Mean of |error| / |target|; a target of 0 counts as the machine epsilon of a double, as in scikit-learn. */
export const mape = meanMetric<ValueExamples>({
  name: 'mape',
  ...shared,
  range: [0, Number.POSITIVE_INFINITY],
  description: 'mean absolute percentage error: the mean of |error| / |target|',
  perExample: ({ actual, predicted }) =>
    actual.map(
      (value, row) =>
        Math.abs((predicted[row] as number) - value) / Math.max(Math.abs(value), Number.EPSILON),
    ),
});

/** Mean of |error| / mean of |target| and |prediction|; 0 when both are 0. */
export const smape = meanMetric<ValueExamples>({
  name: 'smape',
  ...shared,
  range: [0, 2],
  description: 'symmetric mean absolute percentage error: the mean of 2|error| / (|target| + |prediction|)',
  perExample: ({ actual, predicted }) =>
    actual.map((value, row) => {
      const guess = predicted[row] as number;
      const size = Math.abs(value) + Math.abs(guess);
      return size === 0 ? 0 : (2 * Math.abs(guess - value)) / size;
    }),
});
