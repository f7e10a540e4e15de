import type { InputBatch } from '../data/inputs/inputs.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Prediction } from '../reports/prediction.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';
import { likelyClasses, valueInterval } from '../study/outputs/prediction-region.ts';
import type { Task } from '../study/pipeline.ts';
import type { Examples } from '../training/predict.ts';
import { requireFinite } from './finite-predictions.ts';
import type { ServedModel } from './served-model.ts';

type NewRows = Examples & Pick<InputBatch, 'novelty' | 'keys'>;

/**
 * The predictions of all batches, in order, with the series and time of each where `keyNames` has their columns, and intervals or sets of classes by a conformal `quantile`. UsageError names a row
 * whose prediction is not finite.
 */
export async function predictionsOf(
  served: ServedModel,
  batches: AsyncIterable<NewRows> | Iterable<NewRows>,
  quantile?: number,
  keyNames: readonly string[] = [],
): Promise<Prediction[]> {
  const { task } = served.pipeline;
  const all: Prediction[] = [];
  for await (const { rows, x, novelty, keys } of batches) {
    const predictions = await served.predict({ rows, x });
    requireFinite(predictions, { rows, before: all.length }, served.name);
    for (let row = 0; row < rows; row++) {
      const own = novelty?.get(row);
      const key = keys && Object.fromEntries(keyNames.map((name, at) => [name, keys[row]?.[at]]));
      all.push({
        ...(key && { key }),
        ...predictionOf(task, predictions, row, quantile),
        ...(own && { novelty: own }),
      });
    }
  }
  return all;
}

/** The prediction of one row among `predictions`. */
function predictionOf(
  task: Task,
  predictions: Predictions,
  row: number,
  quantile: number | undefined,
): Prediction {
  if (task.kind === 'regression') {
    const prediction = predictions[row] as number;
    return { prediction, ...(quantile !== undefined && valueInterval(prediction, quantile, task)) };
  }
  const { classes, threshold } = task;
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return {
    prediction: classes[chosenClass(predictions, row, classes.length, threshold)] as string,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, own[index] as number])),
    ...(quantile !== undefined && { set: likelyClasses(predictions, row, classes, quantile) }),
  };
}
