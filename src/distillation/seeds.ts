import { directionOfName } from '../metrics/metric-format.ts';
import type { SeedComparison } from '../reports/distill-report.ts';
import { type Gains, judged } from '../reports/ensemble-report.ts';
import { meanInterval } from '../statistics/mean-interval.ts';

/** The students' mean gain over labels alone on the judged split, over seeds; null below two seeds. */
export function gainsOverSeeds(seeds: readonly SeedComparison[]): Gains | null {
  const names = seeds[0] === undefined ? [] : Object.keys(judged(seeds[0].student));
  if (seeds.length < 2) return null;
  return Object.fromEntries(
    names.map((name) => {
      const sign = directionOfName(name) === 'maximize' ? 1 : -1;
      const gains = seeds.map(
        ({ student, labelsAlone }) =>
          sign * ((judged(student)[name] as number) - (judged(labelsAlone)[name] as number)),
      );
      return [name, meanInterval(gains)];
    }),
  );
}
