import type { SeedComparison } from '../study/distill-report.ts';
import type { Gain, Gains } from '../study/ensemble-report.ts';

/** Quantiles of 0.975 of Student's t for 1, 2, … degrees of freedom. */
const tQuantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const normalQuantile = 1.96;

/** Mean and sample deviation. */
export function spreadOf(values: readonly number[]): { readonly mean: number; readonly std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (values.length - 1)) };
}

/** The 95 % interval of the mean of at least two values (Student 1908). */
export function meanInterval(values: readonly number[]): Gain {
  const { mean, std } = spreadOf(values);
  const half = ((tQuantiles[values.length - 2] ?? normalQuantile) * std) / Math.sqrt(values.length);
  return { value: mean, low: mean - half, high: mean + half };
}

/** What students gain over labels alone on the test split, the mean over seeds; null below two seeds. */
export function gainsOverSeeds(seeds: readonly SeedComparison[]): Gains | null {
  const names = Object.keys(seeds[0]?.student.test ?? {});
  if (seeds.length < 2) return null;
  return Object.fromEntries(
    names.map((name) => {
      const sign = name === 'accuracy' || name === 'r2' ? 1 : -1;
      const gains = seeds.map(
        ({ student, labelsAlone }) =>
          sign * ((student.test[name] as number) - (labelsAlone.test[name] as number)),
      );
      return [name, meanInterval(gains)];
    }),
  );
}
