import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { testIntervalOf } from '../../metrics/test-interval.ts';
import type { Expectation } from '../../reports/evaluation-report.ts';
import type { Pipeline } from '../../study/pipeline.ts';
import type { StoredChoice } from '../choose-members.ts';

/** Labelled rows as in a Split. */
interface TestRows {
  readonly predictions: Predictions;
  readonly y: Float32Array;
  readonly weight?: Float64Array | undefined;
}

/** Compares a trial's metric on the test split with the interval that its value led to expect; undefined for ensembles. */
export function expectationOf(
  { members, study }: StoredChoice,
  { task, rows }: Pipeline,
  { predictions, y, weight }: TestRows,
): Expectation | undefined {
  const [only] = members;
  if (only === undefined || members.length > 1) return undefined;
  const interval = testIntervalOf(only.trial, rows, study.spec.objective.metric);
  if (interval === undefined) return undefined;
  const { metric, low, high } = interval;
  const value = evaluate(task, predictions, y, [metric], weight)[metric] as number;
  return {
    ...interval,
    validation: only.trial.value as number,
    value,
    isInside: low <= value && value <= high,
  };
}
