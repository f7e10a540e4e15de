import type { Dataset } from '../data/dataset.ts';
import { findThreshold, withThreshold } from '../metrics/decision-threshold.ts';
import { evaluate, standardMetrics } from '../metrics/evaluate.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { splitless, validationName } from '../metrics/validation-metric.ts';
import type { Baseline } from '../reports/baseline.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Metrics } from '../study/trial.ts';
import { baseRate } from './base-rate.ts';
import { linearBaseline } from './linear-baseline.ts';

/**
 * The base rate and the linear model on the validation rows, measured as trials are. One is left out where the
 * objective's metric of it is not a finite number, such as a correlation of predictions that are all equal.
 */
export function baselinesOf(dataset: Dataset, spec: Pick<StudySpec, 'objective' | 'training'>): Baseline[] {
  const { validation } = dataset.splits;
  const linear = linearBaseline(dataset);
  const measured = (name: Baseline['name'], predictions: Predictions, parameters: number): Baseline[] => {
    const metrics = measure(dataset, predictions, spec);
    const value = metrics[spec.objective.metric];
    return value === undefined ? [] : [{ name, value, metrics, parameters }];
  };
  return [
    ...measured('base rate', baseRate(dataset, validation), 0),
    ...(linear === undefined ? [] : measured('linear', linear.predict(validation), linear.parameters)),
  ];
}

/** Finite numbers only. */
function measure(
  { task, splits: { validation } }: Dataset,
  predictions: Predictions,
  { objective, training: { threshold: asked } }: Pick<StudySpec, 'objective' | 'training'>,
): Metrics {
  const { y, weight } = validation;
  const rule = { metric: objective.metric, threshold: asked };
  const threshold = findThreshold(rule, task, predictions, { y, weight });
  const names = new Set([...standardMetrics[task.kind], splitless(objective.metric)]);
  const metrics = evaluate(withThreshold(task, threshold), predictions, y, [...names], weight);
  const named = Object.entries(metrics).map(([name, value]) => [validationName(name), value] as const);
  return {
    ...Object.fromEntries(named.filter(([, value]) => Number.isFinite(value))),
    ...(threshold !== undefined && { threshold }),
  };
}
