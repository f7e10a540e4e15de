import type { Predictions } from '../metrics/predictions.ts';
import type { Prediction } from '../reports/prediction.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';
import type { Task } from '../study/pipeline.ts';
import type { Examples } from '../training/predict.ts';
import { requireFinite } from './finite-predictions.ts';
import type { ServedModel } from './served-model.ts';

/** The predictions of all batches, in order. UsageError names a row whose prediction is not finite. */
export async function predictionsOf(
  served: ServedModel,
  batches: AsyncIterable<Examples> | Iterable<Examples>,
): Promise<Prediction[]> {
  const { task } = served.pipeline;
  const all: Prediction[] = [];
  for await (const { rows, x } of batches) {
    const predictions = await served.predict({ rows, x });
    requireFinite(predictions, { rows, before: all.length }, served.name);
    for (let row = 0; row < rows; row++) all.push(predictionOf(task, predictions, row));
  }
  return all;
}

/** The prediction of one row among `predictions`. */
function predictionOf(task: Task, predictions: Predictions, row: number): Prediction {
  if (task.kind === 'regression') return { prediction: predictions[row] as number };
  const { classes, threshold } = task;
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return {
    prediction: classes[chosenClass(predictions, row, classes.length, threshold)] as string,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, own[index] as number])),
  };
}
