import type { Dataset, Split } from '../data/dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { weightedMean } from '../statistics/mean.ts';
import { weightedQuantile } from '../statistics/sorting/weighted-quantile.ts';
import { joinPredictions, partViews } from '../study/outputs/part-views.ts';
import { ownValue } from '../study/outputs/target-scale.ts';
import type { SingleTask } from '../study/pipeline.ts';

/**
 * For each row of a split the class shares of the training rows, or their mean or quantiles: they count by their weights
 * in the loss, and half a row more for each class.
 */
export function baseRate(
  { task, splits: { train } }: Pick<Dataset, 'task' | 'splits'>,
  { rows }: Pick<Split, 'rows'>,
): Predictions {
  const parts = partViews(task).map((view) => {
    const rate = singleRate(view.task, view.rows(train));
    return Float64Array.from({ length: rows * rate.length }, (_, at) => rate[at % rate.length] as number);
  });
  return joinPredictions(task, parts, rows);
}

/** The prediction of one row, whichever it is. */
function singleRate(task: SingleTask, train: Split): number[] {
  if (task.kind === 'regression') {
    const { quantiles } = task;
    const constant =
      quantiles === undefined
        ? [weightedMean(train.y, train.lossWeight)]
        : quantiles.map(weightedQuantile(train.y, train.lossWeight));
    return constant.map((scaled) => ownValue(scaled, task));
  }
  const counts = task.classes.map(() => 0.5);
  train.y.forEach((label, row) => {
    counts[label] = (counts[label] as number) + (train.lossWeight?.[row] ?? 1);
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
