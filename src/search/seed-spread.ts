import type { SpreadReport } from '../reports/rerun-report.ts';
import { type Interval, meanInterval, spreadOf } from '../statistics/mean-interval.ts';
import { isBetter, type Objective } from '../study/objective.ts';
import type { TrialOutcome } from '../study/trial.ts';

/** The values that repetitions of a trial reached, compared with its own. */
export function seedSpread(
  original: number,
  outcomes: readonly TrialOutcome[],
  { metric, direction }: Objective,
): Omit<SpreadReport, 'study' | 'trial' | 'isBest' | 'versions'> {
  const values = outcomes.flatMap((outcome) => (outcome.state === 'complete' ? [outcome.value] : []));
  const { length } = values;
  const { mean, std } = spreadOf(values);
  return {
    metric,
    original,
    values,
    failed: outcomes.length - length,
    mean: length === 0 ? null : mean,
    std: length < 2 ? null : std,
    interval: length < 2 ? null : intervalOf(values),
    min: length === 0 ? null : Math.min(...values),
    max: length === 0 ? null : Math.max(...values),
    betterThan: values.filter((value) => isBetter(direction, original, value)).length,
  };
}

function intervalOf(values: readonly number[]): Interval {
  const { low, high } = meanInterval(values);
  return { low, high };
}
