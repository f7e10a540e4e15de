import type { Measured } from '../study/evaluation-report.ts';
import { percentileInterval } from '../study/percentile-interval.ts';
import type { Random } from '../study/random.ts';

/** Fewer for many rows: the interval is narrow then, and each sample takes long. */
export function resamplesFor(rows: number): number {
  return rows <= 100_000 ? 2000 : 200;
}

/** Metrics by name of the examples at these places, of which some may come twice. */
export type MeasureRows = (places: Int32Array) => Readonly<Record<string, number>>;

/**
 * Metrics that are larger on average in a sample than in what it is drawn from, since noise counts as error: their
 * interval is moved down by as much as resampling makes them larger, or the value itself could lie outside of it.
 */
const inflated: readonly string[] = ['ece'];

/** Each metric of all rows, with the percentile interval (Efron & Tibshirani 1993) of rows drawn with replacement. */
export function bootstrap(rows: number, measure: MeasureRows, random: Random): Record<string, Measured> {
  const places = Int32Array.from({ length: rows }, (_, row) => row);
  const whole = Object.entries(measure(places));
  const samples = whole.map(() => new Float64Array(resamplesFor(rows)));
  for (let sample = 0; sample < resamplesFor(rows); sample++) {
    for (let draw = 0; draw < rows; draw++) places[draw] = random.word() % rows;
    const measured = measure(places);
    whole.forEach(([name], at) => {
      (samples[at] as Float64Array)[sample] = measured[name] as number;
    });
  }
  return Object.fromEntries(
    whole.map(([name, value], at) => {
      const { low, high } = percentileInterval(samples[at] as Float64Array);
      if (!inflated.includes(name)) return [name, { value, low, high }];
      const excess = meanOf(samples[at] as Float64Array) - value;
      return [name, { value, low: Math.max(0, low - excess), high: high - excess }];
    }),
  );
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
