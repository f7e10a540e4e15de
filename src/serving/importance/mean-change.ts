import type { Measured } from '../../reports/evaluation-report.ts';
import { studentQuantile } from '../../statistics/beta-distribution.ts';
import { meanOf } from '../../statistics/mean.ts';
import { level, spreadOf } from '../../statistics/mean-interval.ts';
import type { PseudoValues } from './jackknife.ts';

/**
 * The mean of a change over repeated shuffles, with its interval: Student's t by the variance of other rows, plus that
 * of other shuffles. Each group's contribution is a mean over few shuffles, and the variance that this adds to the
 * groups' is taken off, as in an analysis of variance (Searle, Casella & McCulloch, Variance Components, 1992).
 */
export function meanChange(changes: readonly PseudoValues[]): Measured {
  const repeats = changes.length;
  const values = changes.map((each) => each.value);
  const byGroup = Array.from(changes[0]?.groups ?? [], (_, group) =>
    spreadOf(changes.map(({ groups }) => groups[group] as number)),
  );
  const groups = byGroup.length;
  const between = spreadOf(byGroup.map(({ mean }) => mean)).std ** 2;
  const within = meanOf(byGroup.map(({ std }) => std ** 2));
  const ofRows = Math.max(0, between - within / repeats) / groups;
  const ofShuffles = spreadOf(values).std ** 2 / repeats;
  const value = meanOf(values);
  const half = studentQuantile((1 + level) / 2, groups - 1) * Math.sqrt(ofRows + ofShuffles);
  return { value, low: value - half, high: value + half };
}
