import type { Dataset } from '../data/dataset.ts';
import { findThreshold, type ThresholdRule, withThreshold } from '../metrics/decision-threshold.ts';
import { evaluate } from '../metrics/evaluate.ts';
import type { Predictions } from '../metrics/predictions.ts';
import {
  type BySplit,
  type Calibration,
  type EnsembleReport,
  type JudgedSplit,
  judged,
  judgedSplit,
} from '../reports/ensemble-report.ts';
import { level } from '../statistics/mean-interval.ts';
import type { Metrics } from '../study/trial.ts';
import { withTemperature } from '../training/combine.ts';
import { calibrationOf } from './calibration.ts';
import { gainsOver } from './example-scores.ts';
import { measureGains, resamples } from './gains.ts';
import { chooseTemperature } from './temperature.ts';

/** The predictions of a model or an ensemble, by split (null for a test split without rows), and the threshold of their classes if they have one. */
export type SplitPredictions = BySplit<Predictions> & { readonly threshold?: number | undefined };

/** The predictions with the threshold that the rule gives their validation rows. */
export function decide(
  { task, splits: { validation } }: Dataset,
  predictions: SplitPredictions,
  rule: ThresholdRule,
): SplitPredictions {
  return { ...predictions, threshold: findThreshold(rule, task, predictions.validation, validation) };
}

/** The documented metrics of the command: the standard metrics of the task without macro F1. */
export function measureSplits(
  dataset: Dataset,
  { validation, test, threshold }: SplitPredictions,
): BySplit<Metrics> {
  return {
    validation: measure(dataset, validation, 'validation', threshold),
    test: test && measure(dataset, test, 'test', threshold),
  };
}

export function measure(
  { task, splits }: Dataset,
  predictions: Predictions,
  split: JudgedSplit,
  threshold?: number,
): Metrics {
  const { y, weight } = splits[split];
  const decided = withThreshold(task, threshold);
  const { f1: _, ...metrics } = evaluate(decided, predictions, y, undefined, weight);
  return metrics;
}

/** Chooses the temperature on validation. A regression has no probabilities to calibrate, and several targets have no temperature in common. */
export function measureCalibration(
  { task, splits }: Dataset,
  ensemble: SplitPredictions,
  bestSingle: SplitPredictions,
): Pick<EnsembleReport, 'temperature' | 'temperatureChoice' | 'calibration'> {
  if (task.kind !== 'classification') return { temperature: null, calibration: null };
  const { classes } = task;
  const { y } = splits.validation;
  const { temperature, ...temperatureChoice } = chooseTemperature(ensemble.validation, y, classes.length);
  const scaled = (predictions: Predictions) => withTemperature(predictions, classes.length, temperature);
  const of = ({ validation, test }: SplitPredictions): BySplit<Calibration> => ({
    validation: calibrationOf(validation, splits.validation.y, classes),
    test: test && calibrationOf(test, splits.test.y, classes),
  });
  const after = { validation: scaled(ensemble.validation), test: ensemble.test && scaled(ensemble.test) };
  return {
    temperature,
    temperatureChoice,
    calibration: { before: of(ensemble), after: of(after), bestSingle: of(bestSingle) },
  };
}

export interface Compared {
  readonly ensemble: SplitPredictions;
  readonly bestSingle: SplitPredictions;
  /** The ensembles of one member, of two, … */
  readonly bySize: readonly SplitPredictions[];
}

/** The intervals of the gains on the test split, or on validation without one. */
export function intervalOf(
  { task, splits }: Dataset,
  { ensemble, bestSingle, bySize }: Compared,
): EnsembleReport['interval'] {
  const gain = (one: SplitPredictions, other: SplitPredictions) => {
    const { y, weight } = splits[judgedSplit(one)];
    return measureGains(
      gainsOver(task, judged(one), judged(other), y, {
        weight,
        thresholds: [one.threshold, other.threshold],
      }),
    );
  };
  const [four, five] = bySize.slice(3);
  return {
    level,
    resamples,
    ensemble: gain(ensemble, bestSingle),
    fifthMember: four && five ? gain(five, four) : null,
  };
}
