import type { Task } from '../data/dataset.ts';
import { findThreshold, withThreshold } from '../metrics/decision-threshold.ts';
import { evaluate } from '../metrics/evaluate.ts';
import { logProbability, type Predictions } from '../metrics/predictions.ts';
import { directionOf, isValidationMetric, splitless } from '../metrics/validation-metric.ts';
import type { LabelledPredictions } from './method.ts';

/** Measures the quality of predictions for labelled examples. */
export interface Judge {
  /** The part of predictions that the score needs. The view of a mean is the mean of the views. */
  view(predictions: Predictions): Float64Array;
  /** Scores a view; lower is better, in either direction of the metric. */
  score(view: Float64Array): number;
}

/** `y` as in a Split. */
export function judgeBy(
  metric: string,
  task: Task,
  y: Float32Array,
  { weight, threshold, own }: Pick<LabelledPredictions, 'weight' | 'threshold' | 'own'> = {},
): Judge {
  if (metric === 'valLoss' && task.kind === 'classification')
    return lossJudge(task.classes.length, y, weight);
  const name = splitless(metric);
  const direction = isValidationMetric(metric)
    ? directionOf(metric)
    : own?.find((each) => each.name === name)?.direction;
  const sign = direction === 'maximize' ? -1 : 1;
  return {
    view: (predictions) => predictions,
    score: (predictions) => {
      const decided = withThreshold(
        task,
        findThreshold({ metric, threshold }, task, predictions, { y, weight }),
      );
      return sign * (evaluate(decided, predictions, y, [name], weight, own)[name] as number);
    },
  };
}

/** The cross-entropy depends only on the true classes' probabilities: a tenth of the work for ten classes. */
function lossJudge(classes: number, y: Float32Array, weight: Float64Array | undefined): Judge {
  return {
    view: (probabilities) =>
      Float64Array.from(y, (label, row) => probabilities[row * classes + label] as number),
    score: (ofTrue) => {
      let sum = 0;
      let total = 0;
      for (let row = 0; row < ofTrue.length; row++) {
        const share = weight?.[row] ?? 1;
        sum -= share * logProbability(ofTrue[row] as number);
        total += share;
      }
      return sum / total;
    },
  };
}
