import { type Interval, level } from './mean-interval.ts';
import type { Random } from './random.ts';

/** The number of rows, and of samples. */
export interface BootstrapSize {
  readonly rows: number;
  readonly samples: number;
}

/** A statistic of weighted rows: a weight is the number of times the row was drawn. */
export type WeightedStatistic = (weights: Float64Array) => number;

/**
 * The values of each statistic for samples of the original size, drawn with replacement (Efron & Tibshirani 1993). All
 * statistics use the same samples.
 */
export function bootstrap(
  { rows, samples }: BootstrapSize,
  random: Random,
  statistics: readonly WeightedStatistic[],
): Float64Array[] {
  const values = statistics.map(() => new Float64Array(samples));
  const weights = new Float64Array(rows);
  for (let sample = 0; sample < samples; sample++) {
    drawWeights(weights, random);
    statistics.forEach((statistic, at) => {
      (values[at] as Float64Array)[sample] = statistic(weights);
    });
  }
  return values;
}

function drawWeights(weights: Float64Array, random: Random): void {
  weights.fill(0);
  for (let draw = 0; draw < weights.length; draw++) {
    const row = random.word() % weights.length;
    weights[row] = (weights[row] as number) + 1;
  }
}

/** The percentile interval of a statistic's values. */
export function percentileInterval(values: Float64Array): Interval {
  const sorted = values.toSorted();
  const tail = Math.floor(((1 - level) / 2) * sorted.length);
  return { low: sorted[tail] as number, high: sorted[sorted.length - 1 - tail] as number };
}
