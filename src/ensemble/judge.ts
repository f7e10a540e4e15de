import type { Task } from '../data/dataset.ts';
import { evaluate } from '../metrics/evaluate.ts';
import { logProbability, type Predictions } from '../metrics/predictions.ts';
import { directionOf, splitless, type ValidationMetric } from '../metrics/validation-metric.ts';

/** Measures the quality of predictions for labelled examples. */
export interface Judge {
  /** The part of predictions that the score needs. The view of a mean is the mean of the views. */
  view(predictions: Predictions): Float64Array;
  /** Scores a view; lower is better, in either direction of the metric. */
  score(view: Float64Array): number;
}

/** `y` as in a Split. */
export function judgeBy(metric: ValidationMetric, task: Task, y: Float32Array): Judge {
  if (metric === 'valLoss' && task.kind === 'classification') return lossJudge(task.classes.length, y);
  const sign = directionOf(metric) === 'minimize' ? 1 : -1;
  const name = splitless(metric);
  return {
    view: (predictions) => predictions,
    score: (predictions) => sign * (evaluate(task, predictions, y, [name])[name] as number),
  };
}

/** The cross-entropy depends only on the true classes' probabilities: a tenth of the work for ten classes. */
function lossJudge(classes: number, y: Float32Array): Judge {
  return {
    view: (probabilities) =>
      Float64Array.from(y, (label, row) => probabilities[row * classes + label] as number),
    score: (ofTrue) => {
      let sum = 0;
      for (let row = 0; row < ofTrue.length; row++) {
        sum -= logProbability(ofTrue[row] as number);
      }
      return sum / ofTrue.length;
    },
  };
}
