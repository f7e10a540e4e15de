import { middleQuantile } from '../study/outputs/middle-quantile.ts';
import { ownValue, predictedValues } from '../study/outputs/target-scale.ts';
import { columnsAt, joinColumns, partsOf } from '../study/outputs/task-parts.ts';
import { outputWidth, predictionWidth } from '../study/outputs/task-widths.ts';
import type { JointTask, Task } from '../study/pipeline.ts';

/**
 * A model's predictions: [rows, classes] probabilities, or values in the target's own units, [rows] or
 * [rows, quantiles]. Float64, so that the logarithm of a small probability is exact.
 */
export type Predictions = Float64Array;

/** Lower bound of probabilities in logarithms. */
const smallestProbability = 1e-300;

/** Finite for a probability of 0 too, which counts as `smallestProbability`. */
export function logProbability(probability: number): number {
  return Math.log(Math.max(probability, smallestProbability));
}

/**
 * Softmax of each row of logits [rows, classes], or the values in the target's units that outputs stand for; of several targets
 * one after another, and the sigmoid of each label's logit.
 */
export function toPredictions(task: Task, outputs: ArrayLike<number>): Predictions {
  if (task.kind === 'multilabel') return Float64Array.from(outputs, (logit) => 1 / (1 + Math.exp(-logit)));
  if (task.kind === 'joint') return jointPredictions(task, outputs);
  if (task.kind === 'classification') return softmaxRows(outputs, task.classes.length);
  const width = outputWidth(task);
  const values = new Float64Array(outputs.length);
  for (let at = 0; at < outputs.length; at += width) values.set(predictedValues(outputs, at, task), at);
  return values;
}

/** [rows] one value for each row: of quantiles, the one nearest to the median. */
export function middleValues(
  { quantiles }: Extract<Task, { kind: 'regression' }>,
  predictions: Predictions,
): Predictions {
  if (quantiles === undefined) return predictions;
  return columnsAt(predictions, quantiles.length, { offset: middleQuantile(quantiles), width: 1 });
}

/** The targets of a regression in their own units, from the scaled ones of a Split. */
export function actualValues(
  task: Extract<Task, { kind: 'regression' }>,
  y: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(y, (target) => ownValue(target, task));
}

function jointPredictions(task: JointTask, outputs: ArrayLike<number>): Predictions {
  const own = outputs instanceof Float64Array ? outputs : Float64Array.from(outputs);
  const parts = partsOf(task).map((part) => ({
    span: part.predictions,
    values: toPredictions(part.task, columnsAt(own, outputWidth(task), part.outputs)),
  }));
  return joinColumns(parts, predictionWidth(task), own.length / outputWidth(task));
}

function softmaxRows(logits: ArrayLike<number>, classes: number): Float64Array {
  const result = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = start; c < start + classes; c++) largest = Math.max(largest, logits[c] as number);
    let sum = 0;
    for (let c = start; c < start + classes; c++) {
      result[c] = Math.exp((logits[c] as number) - largest);
      sum += result[c] as number;
    }
    for (let c = start; c < start + classes; c++) result[c] = (result[c] as number) / sum;
  }
  return result;
}
