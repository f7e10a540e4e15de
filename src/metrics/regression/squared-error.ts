import { type Metric, meanMetric, type ValueExamples } from '../metric.ts';

/** Mean squared error, in squared target units: the training loss of a regression. */
export const squaredError = meanMetric<ValueExamples>({
  name: 'loss',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  description: 'mean squared error, in squared units of the target',
  perExample: ({ actual, predicted }) =>
    actual.map((value, row) => {
      const error = (predicted[row] as number) - value;
      return error * error;
    }),
});

/** The square root of the mean squared error, in target units. */
export const rmse: Metric<ValueExamples> = {
  name: 'rmse',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  description: 'root of the mean squared error, in units of the target',
  measure: (examples) => {
    const meanSquare = squaredError.measure(examples);
    return (weights) => Math.sqrt(meanSquare(weights));
  },
};
