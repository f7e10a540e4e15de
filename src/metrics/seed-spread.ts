import { type Interval, meanInterval, spreadOf } from '../statistics/mean-interval.ts';
import { isBetter, type Objective } from '../study/objective.ts';

/** The values of a configuration with other initial weights, row orders and dropout, compared with a trial's own. */
export interface SeedSpread {
  /** The objective's metric. */
  readonly metric: string;
  /** The trial's own value. */
  readonly original: number;
  /** True for the best trial of the study, which was chosen for its value. */
  readonly isBest: boolean;
  /** The values of the completed repetitions, in the order of their seeds. */
  readonly values: readonly number[];
  /** Null when no repetition completed. */
  readonly mean: number | null;
  /** The sample's standard deviation, and Student's 95 % interval of the mean; null when fewer than two completed. */
  readonly std: number | null;
  readonly interval: Interval | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Number of values that are worse than the original. */
  readonly betterThan: number;
}

/** The values that repetitions of a trial reached, compared with its own. */
export function seedSpread(
  original: number,
  values: readonly number[],
  { metric, direction }: Objective,
): Omit<SeedSpread, 'isBest'> {
  const { length } = values;
  const { mean, std } = spreadOf(values);
  return {
    metric,
    original,
    values,
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
