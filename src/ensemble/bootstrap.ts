import type { Gain, Gains } from '../study/ensemble-report.ts';
import { percentileInterval } from '../study/percentile-interval.ts';
import type { Random } from '../study/random.ts';

export const resamples = 2000;

/** What a comparison gains on each example, by the metric's name; above 0 is better. */
export type GainsByExample = Readonly<Record<string, Float64Array>>;

/**
 * Percentile intervals of mean gains (Efron & Tibshirani 1993): examples drawn with replacement, the same ones for
 * both sides of a comparison, and for all comparisons.
 */
export function bootstrapGains(comparisons: readonly GainsByExample[], random: Random): Gains[] {
  const series = comparisons.flatMap((each) => Object.values(each));
  const means = resampledMeans(series, random);
  const gains = new Map(series.map((each, index) => [each, gainOf(each, means[index] as Float64Array)]));
  return comparisons.map((each) =>
    Object.fromEntries(Object.entries(each).map(([name, values]) => [name, gains.get(values) as Gain])),
  );
}

/** [series][resample] */
function resampledMeans(series: readonly Float64Array[], random: Random): Float64Array[] {
  const rows = series[0]?.length ?? 0;
  const means = series.map(() => new Float64Array(resamples));
  const drawn = new Int32Array(rows);
  for (let resample = 0; resample < resamples; resample++) {
    for (let draw = 0; draw < rows; draw++) drawn[draw] = random.word() % rows;
    series.forEach((values, index) => {
      let sum = 0;
      for (let draw = 0; draw < rows; draw++) sum += values[drawn[draw] as number] as number;
      (means[index] as Float64Array)[resample] = sum / rows;
    });
  }
  return means;
}

function gainOf(values: Float64Array, means: Float64Array): Gain {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  return { value, ...percentileInterval(means) };
}
