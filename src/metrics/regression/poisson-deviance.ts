import { meanMetric, type ValueExamples } from '../metric.ts';

/** Mean of 2 (y ln(y / μ) − y + μ): the training loss of counts. */
export const poissonDeviance = meanMetric<ValueExamples>({
  name: 'loss',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  title: 'Poisson deviance',
  description: 'mean Poisson deviance, 2 (y ln(y / μ) − y + μ)',
  perExample: ({ actual, predicted }) =>
    actual.map((count, row) => {
      // A mean of 0 would be infinitely far from any count above it.
      const mean = Math.max(predicted[row] as number, Number.MIN_VALUE);
      const logarithm = count === 0 ? 0 : count * (Math.log(count) - Math.log(mean));
      return Math.max(0, 2 * (logarithm - count + mean));
    }),
});
