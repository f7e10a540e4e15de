import { directionOfName } from '../metrics/metric-format.ts';
import type { SeedComparison } from '../reports/distill-report.ts';
import type { Gains } from '../reports/ensemble-report.ts';
import { meanInterval } from '../statistics/mean-interval.ts';

/** The students' mean gain over labels alone on the test split, over seeds; null below two seeds. */
export function gainsOverSeeds(seeds: readonly SeedComparison[]): Gains | null {
  const names = Object.keys(seeds[0]?.student.test ?? {});
  if (seeds.length < 2) return null;
  return Object.fromEntries(
    names.map((name) => {
      const sign = directionOfName(name) === 'maximize' ? 1 : -1;
      const gains = seeds.map(
        ({ student, labelsAlone }) =>
          sign * ((student.test[name] as number) - (labelsAlone.test[name] as number)),
      );
      return [name, meanInterval(gains)];
    }),
  );
}
