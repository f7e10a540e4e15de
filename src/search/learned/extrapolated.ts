import { isValidationMetric, rangeOf } from '../../metrics/validation-metric.ts';
import type {
  LearningCurvePoint,
  LearningCurveReport,
  PredictedPoint,
} from '../../reports/learned/learning-curve-report.ts';
import { meanOf } from '../../statistics/mean.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Objective } from '../../study/objective.ts';
import { errorAt, extrapolate, fitPowerLaw, type PowerLaw } from './power-law.ts';

/** The factors by which the rows grow. */
const growth = [1, 2, 4];
/** A gain of a smaller share of the error does not pay. */
const leastGain = 0.05;

/**
 * The power law of a learning curve's values, what it predicts with more rows, and whether twice the rows would pay. The
 * error of a metric is its distance from the best value that there can be.
 */
export function extrapolated(
  points: readonly LearningCurvePoint[],
  objective: Objective,
): Pick<LearningCurveReport, 'fit' | 'current' | 'predictions' | 'pays'> {
  const { toError, toValue } = errorScale(objective);
  const lead = leadsOf(points);
  const measured = points.flatMap(({ rows, values }) =>
    values.flatMap((value, at) =>
      value === null ? [] : [{ rows, error: toError(value - (lead[at] as number)) }],
    ),
  );
  const now = points.at(-1)?.rows ?? 0;
  const gain = (law: PowerLaw) => {
    const error = errorAt(law, now);
    return error > 0 ? 1 - errorAt(law, 2 * now) / error : 0;
  };
  const statistics = [gain, ...growth.map((factor) => (law: PowerLaw) => errorAt(law, factor * now))];
  const [relative, ...errors] = extrapolate(
    measured,
    statistics,
    lead.length - 1,
    randomFor('learning curve'),
  );
  const { floor, scale, exponent } = fitPowerLaw(measured);
  const isYes = (relative?.low ?? 0) >= leastGain;
  const [current, ...predictions] = errors.map(({ value, low, high }, at): PredictedPoint => {
    const [least, most] = [toValue(low), toValue(high)].sort((one, other) => one - other) as [number, number];
    return { rows: (growth[at] as number) * now, value: toValue(value), low: least, high: most };
  });
  return {
    fit: { limit: toValue(floor), scale, exponent },
    current: current as PredictedPoint,
    predictions,
    pays: isYes ? 'yes' : (relative?.high ?? 0) < leastGain ? 'no' : 'unclear',
  };
}

/** How much each repeat's values differ from the means: its validation rows may be easier than those of others. */
function leadsOf(points: readonly LearningCurvePoint[]): number[] {
  const repeats = points[0]?.values.length ?? 0;
  return Array.from({ length: repeats }, (_, at) => {
    const differences = points.flatMap(({ values, mean }) => {
      const value = values[at] ?? null;
      return value === null || mean === null ? [] : [value - mean];
    });
    return differences.length === 0 ? 0 : meanOf(differences);
  });
}

function errorScale({ metric, direction }: Objective) {
  const [min, max] = isValidationMetric(metric) ? rangeOf(metric) : [0, 1];
  if (direction === 'minimize') {
    const least = Number.isFinite(min) ? min : 0;
    return { toError: (value: number) => value - least, toValue: (error: number) => error + least };
  }
  const most = Number.isFinite(max) ? max : 1;
  return { toError: (value: number) => most - value, toValue: (error: number) => most - error };
}
