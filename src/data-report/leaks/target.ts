import type { RawTarget } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { ranksOf } from '../../statistics/ranks/rank-tests.ts';

/**
 * The targets of the rows on which single columns are tested. A regression uses ranks, with equal ranks for equal
 * targets, so that a few extreme values do not dominate, and any monotonic curve is as good as a line.
 */
export type JudgedTarget =
  | {
      readonly kind: 'classification';
      readonly rows: number;
      readonly classes: number;
      readonly labels: Int32Array;
    }
  | { readonly kind: 'regression'; readonly rows: number; readonly ranks: Float64Array };

export function judgedTarget(target: RawTarget, rows: Int32Array): JudgedTarget {
  if (target.kind === 'regression') {
    const values = valuesAt(target.values, rows);
    return { kind: 'regression', rows: rows.length, ranks: ranksOf(values) };
  }
  const labels = Int32Array.from(rows, (row) => target.labels[row] as number);
  return { kind: 'classification', rows: rows.length, classes: target.classes.length, labels };
}

/** The error of the best constant: rows outside the most frequent class, or the sum of distances to the middle rank. */
export function baselineError(target: JudgedTarget): number {
  if (target.kind === 'classification') {
    const counts = new Int32Array(target.classes);
    for (const label of target.labels) counts[label] = (counts[label] as number) + 1;
    return target.rows - counts.reduce((most, count) => Math.max(most, count), 0);
  }
  const middle = (target.rows - 1) / 2;
  return target.ranks.reduce((sum, rank) => sum + Math.abs(rank - middle), 0);
}
