import type { Split, Task } from '../data/dataset.ts';
import { meanCount, weightedMean } from '../statistics/mean.ts';
import { weightedQuantile } from '../statistics/sorting/weighted-quantile.ts';
import { partViews } from '../study/outputs/part-views.ts';
import type { SingleTask } from '../study/pipeline.ts';

/**
 * The outputs that fit the training rows best without any input, one for each output of a family's model: ln p of each
 * class (up to a constant, the log odds), or of ordered classes the log odds of each step; the mean or the quantiles of
 * the scaled target, or the logarithm of the mean count. Rows count by their weights.
 */
export function outputBias({ task, splits: { train } }: TrainingRows): Float32Array {
  const biases = partViews(task).map((view) => singleBias(view.task, view.rows(train)));
  // The log odds of a label are the difference of those of its classes 0 and 1.
  if (task.kind === 'multilabel') {
    return Float32Array.from(biases, ([without, having]) => (having as number) - (without as number));
  }
  return Float32Array.from(biases.flatMap((bias) => [...bias]));
}

interface TrainingRows {
  readonly task: Task;
  readonly splits: { readonly train: Split };
}

function singleBias(task: SingleTask, train: Split): Float32Array {
  const { y, lossWeight } = train;
  if (task.kind === 'classification') {
    const counts = classCounts(task, y, lossWeight);
    return task.ordered ? stepOdds(counts) : counts.map((count) => Math.log(count / train.rows));
  }
  if (task.count) return Float32Array.of(Math.log(meanCount(y, lossWeight)));
  const { quantiles } = task;
  if (quantiles === undefined) return Float32Array.of(weightedMean(y, lossWeight));
  return Float32Array.from(quantiles, weightedQuantile(y, lossWeight));
}

/** A class that is missing from the training split counts as half an example. */
function classCounts(
  { classes }: Extract<SingleTask, { kind: 'classification' }>,
  y: Float32Array,
  weights: Float32Array | undefined,
): Float32Array {
  const counts = new Float32Array(classes.length);
  y.forEach((label, row) => {
    counts[label] = (counts[label] as number) + (weights?.[row] ?? 1);
  });
  return counts.map((count) => Math.max(count, 0.5));
}

/** ln (rows above a class / rows in it), for each class but the last. */
function stepOdds(counts: Float32Array): Float32Array {
  let above = 0;
  return counts
    .toReversed()
    .map((count) => {
      const odds = Math.log(above / count);
      above += count;
      return odds;
    })
    .toReversed()
    .slice(0, -1);
}
