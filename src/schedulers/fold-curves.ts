import { meanOf } from '../statistics/mean.ts';
import type { Direction } from '../study/objective.ts';
import { bestOf } from './median-rule.ts';
import type { Curve } from './scheduler.ts';

/**
 * The mean of the curves of folds, in which a fold that has ended keeps its best value: folds differ in difficulty, so
 * trials are compared by the same ones.
 */
export function meanCurve(folds: readonly Curve[], direction: Direction): Curve {
  const [only] = folds;
  if (only !== undefined && folds.length === 1) return only;
  const best = folds.map((fold) => bestOf(fold, direction));
  const length = Math.max(...folds.map((fold) => fold.length));
  return Array.from({ length }, (_, at) =>
    meanOf(folds.map((fold, index) => fold[at] ?? (best[index] as number))),
  );
}
