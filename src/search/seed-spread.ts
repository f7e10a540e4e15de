import type { SpreadReport } from '../reports/rerun-report.ts';
import { isBetter, type Objective } from '../study/objective.ts';
import type { TrialOutcome } from '../study/trial.ts';

/** What repetitions of a trial reached, beside what it reached itself. */
export function seedSpread(
  original: number,
  outcomes: readonly TrialOutcome[],
  { metric, direction }: Objective,
): Omit<SpreadReport, 'study' | 'trial' | 'versions'> {
  const values = outcomes.flatMap((outcome) => (outcome.state === 'complete' ? [outcome.value] : []));
  const { length } = values;
  const mean = length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / length;
  return {
    metric,
    original,
    values,
    failed: outcomes.length - length,
    mean,
    std: mean === null || length < 2 ? null : deviation(values, mean),
    min: length === 0 ? null : Math.min(...values),
    max: length === 0 ? null : Math.max(...values),
    betterThan: values.filter((value) => isBetter(direction, original, value)).length,
  };
}

/** Of a sample. */
function deviation(values: readonly number[], mean: number): number {
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
