import type { Measured } from '../study/evaluation-report.ts';
import type { Random } from '../study/random.ts';

export const level = 0.95;

/** Fewer for many rows: the interval is narrow then, and each sample takes long. */
export function resamplesFor(rows: number): number {
  return rows <= 100_000 ? 2000 : 200;
}

/** Metrics by name of the examples at these places, of which some may come twice. */
export type MeasureRows = (places: Int32Array) => Readonly<Record<string, number>>;

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
  const tail = (1 - level) / 2;
  return Object.fromEntries(
    whole.map(([name, value], at) => {
      const ascending = (samples[at] as Float64Array).sort();
      return [name, { value, low: quantile(ascending, tail), high: quantile(ascending, 1 - tail) }];
    }),
  );
}

/** Of ascending values, linear between them. */
function quantile(ascending: Float64Array, share: number): number {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)] as number;
  const above = ascending[Math.ceil(place)] as number;
  return below + (place - Math.floor(place)) * (above - below);
}
