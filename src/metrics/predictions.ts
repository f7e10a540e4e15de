import type { Task } from '../study/pipeline.ts';
import type { Metrics } from '../study/trial.ts';

/**
 * What a model says of examples: [rows, classes] probabilities, or [rows] values in the target's own units.
 * Float64, so that the logarithm of a small probability is still exact.
 */
export type Predictions = Float64Array;

/** Probabilities are not taken for smaller than this, for the logarithm's sake. */
const smallestProbability = 1e-300;

/** Finite for a probability of 0 as well, which counts as `smallestProbability`. */
export function logProbability(probability: number): number {
  return Math.log(Math.max(probability, smallestProbability));
}

/** The class of the largest probability in this row of [rows, classes], the first of equals. */
export function likeliest(probabilities: Predictions, row: number, classes: number): number {
  const start = row * classes;
  let best = 0;
  for (let c = 1; c < classes; c++) {
    if ((probabilities[start + c] as number) > (probabilities[start + best] as number)) best = c;
  }
  return best;
}

/** Softmax of each row of logits [rows, classes], or scaled values brought back to the target's units. */
export function toPredictions(task: Task, outputs: ArrayLike<number>): Predictions {
  if (task.kind === 'regression') {
    return Float64Array.from(outputs, (output) => output * task.std + task.mean);
  }
  return softmaxRows(outputs, task.classes.length);
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

/**
 * loss (mean cross-entropy in nats, or mean squared error in squared target units), accuracy and macro F1, or mae and
 * r2 (0 where all targets are equal). `y` [rows] holds class indices or scaled targets, as a Split does.
 */
export function evaluate(task: Task, predictions: Predictions, y: ArrayLike<number>): Metrics {
  return task.kind === 'classification'
    ? classificationMetrics(predictions, y, task.classes.length)
    : regressionMetrics(predictions, toPredictions(task, y));
}

function classificationMetrics(probabilities: Predictions, y: ArrayLike<number>, classes: number): Metrics {
  const confusion = confusionMatrix(probabilities, y, classes);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < y.length; row++) {
    const probability = probabilities[row * classes + (y[row] as number)] as number;
    loss -= logProbability(probability);
  }
  for (let c = 0; c < classes; c++) correct += confusion[c * classes + c] as number;
  return { loss: loss / y.length, accuracy: correct / y.length, f1: macroF1(confusion, classes) };
}

/** [classes, classes] counts, row = true class, column = predicted class (the first of equals). */
export function confusionMatrix(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
): Int32Array {
  const counts = new Int32Array(classes * classes);
  for (let row = 0; row < y.length; row++) {
    const cell = (y[row] as number) * classes + likeliest(probabilities, row, classes);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

/** Unweighted mean over the classes of 2TP / (2TP + FP + FN); a class that neither occurs nor is predicted is left out. */
function macroF1(confusion: Int32Array, classes: number): number {
  const scores: number[] = [];
  for (let c = 0; c < classes; c++) {
    const truePositives = confusion[c * classes + c] as number;
    let positives = 0;
    for (let other = 0; other < classes; other++) {
      positives += (confusion[c * classes + other] as number) + (confusion[other * classes + c] as number);
    }
    if (positives > 0) scores.push((2 * truePositives) / positives);
  }
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function regressionMetrics(predicted: Predictions, actual: Float64Array): Metrics {
  const rows = actual.length;
  // Counted from the first value, so that equal targets have a spread of exactly zero.
  const origin = actual[0] as number;
  const mean = origin + actual.reduce((sum, value) => sum + (value - origin), 0) / rows;
  let squares = 0;
  let absolutes = 0;
  let spread = 0;
  for (let row = 0; row < rows; row++) {
    const error = (predicted[row] as number) - (actual[row] as number);
    squares += error * error;
    absolutes += Math.abs(error);
    spread += ((actual[row] as number) - mean) ** 2;
  }
  return { loss: squares / rows, mae: absolutes / rows, r2: spread === 0 ? 0 : 1 - squares / spread };
}
