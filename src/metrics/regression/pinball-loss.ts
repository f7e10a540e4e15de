import { type Metric, meanMetric, type ValueExamples } from '../metric.ts';
import { pinball } from './quantile-loss.ts';

/** The loss whose minimum is the quantile `percent` / 100 of the target (Koenker and Bassett 1978), in target units. */
export function pinballLoss<Percent extends number>(
  percent: Percent,
): Metric<ValueExamples> & { readonly name: `pinball${Percent}` } {
  const quantile = percent / 100;
  return {
    ...meanMetric<ValueExamples>({
      name: `pinball${percent}`,
      direction: 'minimize',
      range: [0, Number.POSITIVE_INFINITY],
      format: 'number',
      description: `pinball loss of the ${quantile} quantile, in units of the target`,
      perExample: ({ actual, predicted }) =>
        actual.map((value, row) => pinball(quantile, value - (predicted[row] as number))),
    }),
    name: `pinball${percent}`,
  };
}
