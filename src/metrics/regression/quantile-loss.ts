import { meanMetric, type ValueExamples } from '../metric.ts';

/** The mean of the pinball losses of all predicted quantiles, in units of the target: their training loss. */
export const quantileLoss = meanMetric<ValueExamples>({
  name: 'loss',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  title: 'mean pinball loss',
  description: 'mean of the pinball losses of the predicted quantiles, in units of the target',
  perExample({ actual, predicted, quantiles = { levels: [0.5], values: predicted } }) {
    const { levels, values } = quantiles;
    return actual.map((value, row) => {
      const losses = levels.map((level, at) =>
        pinball(level, value - (values[row * levels.length + at] as number)),
      );
      return losses.reduce((sum, loss) => sum + loss, 0) / levels.length;
    });
  },
});

/** The loss of a quantile that is short of its target by this much (Koenker and Bassett 1978). */
export function pinball(quantile: number, short: number): number {
  return short > 0 ? quantile * short : (quantile - 1) * short;
}
