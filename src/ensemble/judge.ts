import type { Task } from '../data/dataset.ts';
import { evaluate } from '../metrics/evaluate.ts';
import { logProbability, type Predictions } from '../metrics/predictions.ts';
import { directionOf, splitless, type ValidationMetric } from '../metrics/validation-metric.ts';

/** Says how good predictions of labelled examples are. */
export interface Judge {
  /** The numbers of a prediction that matter. That of a mean is the mean of those. */
  view(predictions: Predictions): Float64Array;
  /** Scores a view; lower is better, whichever way the metric goes. */
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

/** The cross-entropy depends on the true classes' probabilities alone: a tenth of the work where there are ten. */
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
