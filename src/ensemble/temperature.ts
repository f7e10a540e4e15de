import type { Predictions } from '../metrics/predictions.ts';
import type { TemperatureChoice } from '../reports/ensemble-report.ts';
import { meanAtMost } from '../statistics/significance.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';
import { fitTemperature, type LabelledLogits, labelledLogits, temperatureSign } from './temperature-fit.ts';

/**
 * Above 1, the prior's standard deviation of ln T. Of 0.2, 0.3, 0.5 and 1 it is the largest whose worst loss on new
 * rows rose by less than 0.01 in the simulation (bench/intervals/temperature.ts).
 */
const usualDeviation = 0.3;

export interface ChosenTemperature extends TemperatureChoice {
  readonly temperature: number;
}

/**
 * The temperature that calibrates predictions [rows, classes], by rows that may also have chosen the models. It differs
 * from 1 only where more than chance shows it.
 *
 * Above 1, the row of the highest loss is left out, and a prior pulls towards 1: one freak row must not make all
 * predictions unsure. Below 1, as many wrong rows are added as the observed number may lack of its mean at 95 %, and
 * at least one must be wrong: how much a surer model loses by its errors is seen in errors alone.
 */
export function chooseTemperature(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
  deviation = usualDeviation,
): ChosenTemperature {
  const all = labelledLogits(probabilities, y, classes);
  const wrong = Array.from(y).filter(
    (label, row) => label !== chosenClass(probabilities, row, classes),
  ).length;
  const counted = { rows: y.length, wrong };
  if (temperatureSign(all) > 0) return { ...counted, ...raised(probabilities, y, all, deviation) };
  if (wrong === 0) return { ...counted, temperature: 1, reason: 'noWrongRow' };
  const wrongRows = meanAtMost(wrong) - wrong;
  if (temperatureSign(all, wrongRows) >= 0) return { ...counted, temperature: 1, reason: 'notShown' };
  return {
    ...counted,
    temperature: Math.min(1, fitTemperature(all, { wrongRows })),
    reason: 'underconfident',
  };
}

function raised(
  probabilities: Predictions,
  y: ArrayLike<number>,
  { ofLabel, classes }: LabelledLogits,
  deviation: number,
): Pick<ChosenTemperature, 'temperature' | 'reason'> {
  const worst = ofLabel.reduce((least, logit, row) => (logit < (ofLabel[least] as number) ? row : least), 0);
  const others = labelledLogits(
    probabilities.filter((_, at) => Math.floor(at / classes) !== worst),
    Array.from(y).filter((_, row) => row !== worst),
    classes,
  );
  if (others.ofLabel.length === 0 || temperatureSign(others) <= 0)
    return { temperature: 1, reason: 'oneRow' };
  return { temperature: Math.max(1, fitTemperature(others, { deviation })), reason: 'overconfident' };
}
