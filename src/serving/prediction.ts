import { likeliest, type Predictions } from '../metrics/predictions.ts';
import type { Task } from '../study/pipeline.ts';

export interface Prediction {
  /** The class, or the value in the target's own units. */
  readonly prediction: string | number;
  /** By class; absent for a regression. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** The prediction of one row among `predictions`. */
export function predictionOf(task: Task, predictions: Predictions, row: number): Prediction {
  if (task.kind === 'regression') return { prediction: predictions[row] as number };
  const { classes } = task;
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return {
    prediction: classes[likeliest(predictions, row, classes.length)] as string,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, own[index] as number])),
  };
}
