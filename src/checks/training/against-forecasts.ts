import { forecast, forecastsOf } from '../../baselines/forecasts.ts';
import { figure } from '../../reports/figure.ts';
import type { CheckContext, Verdict } from '../check.ts';
import { described } from './beats-constant.ts';
import { compare, significant } from './paired-comparison.ts';
import type { RealRun } from './real-run.ts';

const advice =
  'an earlier value of the target alone predicts as well: train for longer, search other learning rates, lengthen data.window.length to a season, or keep the past of the target among the inputs';

/**
 * The verdict with the losses of the forecasts by earlier values, where rows have windows; a warning where the model is
 * not better than each of them by more than chance.
 */
export function againstForecasts(
  { source }: CheckContext,
  { dataset, course }: RealRun,
  verdict: Verdict,
): Verdict {
  const { validation } = dataset.splits;
  const compared = forecastsOf(source.raw, dataset).map((each) => {
    const title = each.name === 'seasonal' ? `by the value ${each.lag} rows before` : 'by the last value';
    const predictions = forecast(source.raw, dataset, validation, each);
    return { ...each, title, comparison: compare(dataset, validation, course.predictions, predictions) };
  });
  if (compared.length === 0) return verdict;
  const told = compared.map(
    ({ title, comparison: { loss, score } }) => `${figure(loss.other)} and ${figure(score.other)} ${title}`,
  );
  const numbers = {
    ...verdict.numbers,
    ...Object.fromEntries(
      compared.flatMap(({ name, comparison }) => {
        const own = name === 'seasonal' ? 'seasonal' : 'lastValue';
        return [
          [`${own}Loss`, comparison.loss.other],
          [`lossStandardErrorsOver${own === 'seasonal' ? 'Seasonal' : 'LastValue'}`, comparison.loss.z],
        ];
      }),
    ),
  };
  const unbeaten = compared.find(
    ({ comparison: { loss, score } }) => Math.max(loss.z, score.z) <= significant,
  );
  if (unbeaten === undefined) {
    return { ...verdict, message: `${verdict.message}; beats ${told.join(', and ')}`, numbers };
  }
  const { comparison, title } = unbeaten;
  const message = `${described(comparison, title)}: not better by more than chance (${figure(comparison.loss.z)} standard errors)`;
  return { status: 'warn', message, advice, numbers };
}
