import type { Dataset, Split } from '../../data/dataset.ts';
import { middleValues, type Predictions } from '../../metrics/predictions.ts';
import { studentTail } from '../../statistics/beta-distribution.ts';
import { normalQuantile } from '../../statistics/normal-quantile.ts';
import { ranksOf } from '../../statistics/ranks/rank-tests.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import { predictionWidth } from '../../study/outputs/task-widths.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { association } from '../data/labels/association.ts';

/** The tail of a perfect order of many rows is no double. */
const smallestTail = 1e-300;

/**
 * How far predictions agree with the targets of their own rows beyond those of shuffled rows, as a normal deviate: by
 * Spearman's rank correlation, so that a heavy tail of the target hides nothing, or by the classes' probabilities
 * (Hoeffding 1951); of several targets the one that agrees most. 0 for predictions that are all equal.
 */
export function rankAgreement(
  { task }: Pick<Dataset, 'task'>,
  { y, rows }: Pick<Split, 'y' | 'rows'>,
  predictions: Predictions,
): number {
  const ofTargets = partViews(task).map((view) =>
    singleAgreement(view.task, view.rows({ y, rows }), view.predictions(predictions)),
  );
  return Math.max(...ofTargets);
}

function singleAgreement(
  task: SingleTask,
  { y, rows }: Pick<Split, 'y' | 'rows'>,
  predictions: Predictions,
): number {
  if (task.kind === 'classification') {
    return association({ values: predictions, width: predictionWidth(task) }, Float64Array.from(y));
  }
  if (rows < 3) return 0;
  const deviate = association(
    { values: ranksOf(middleValues(task, predictions)), width: 1 },
    ranksOf(Float64Array.from(y)),
  );
  return studentDeviate(deviate / Math.sqrt(rows - 1), rows);
}

/** Student's approximation of the rank correlation's distribution (Kendall 1970) is also right for few rows. */
function studentDeviate(correlation: number, rows: number): number {
  const size = Math.min(Math.abs(correlation), 1);
  const t = size * Math.sqrt((rows - 2) / Math.max(1 - size * size, Number.EPSILON));
  return Math.sign(correlation) * -normalQuantile(Math.max(smallestTail, studentTail(t, rows - 2)));
}
