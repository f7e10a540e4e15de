import type { Task } from '../data/dataset.ts';
import { type Predictions, toPredictions } from '../training/metrics.ts';
import type { GainsByExample } from './bootstrap.ts';

/** Probabilities are not taken for smaller than this, for the logarithm's sake. */
const smallestProbability = 1e-300;

/** What the first predictions have over the others, example by example; the means are the differences of the metrics. */
export function gainsOver(
  task: Task,
  predictions: Predictions,
  others: Predictions,
  y: Float32Array,
): GainsByExample {
  const [mine, theirs] = [predictions, others].map((each) => scoresByExample(task, each, y));
  return Object.fromEntries(
    Object.entries(mine ?? {}).map(([name, scores]) => {
      const sign = name === 'accuracy' ? 1 : -1;
      return [name, scores.map((score, at) => sign * (score - (theirs?.[name]?.[at] as number)))];
    }),
  );
}

function scoresByExample(
  task: Task,
  predictions: Predictions,
  y: Float32Array,
): Record<string, Float64Array> {
  if (task.kind === 'regression') {
    const errors = toPredictions(task, y).map((actual, row) => (predictions[row] as number) - actual);
    return { loss: errors.map((error) => error * error), mae: errors.map(Math.abs) };
  }
  const classes = task.classes.length;
  const ofTrue = Float64Array.from(y, (label, row) => predictions[row * classes + label] as number);
  return {
    loss: ofTrue.map((probability) => -Math.log(Math.max(probability, smallestProbability))),
    accuracy: Float64Array.from(y, (label, row) => (likeliest(predictions, row, classes) === label ? 1 : 0)),
  };
}

/** The class of the largest probability in this row, the first of equals. */
export function likeliest(probabilities: Predictions, row: number, classes: number): number {
  const start = row * classes;
  let best = 0;
  for (let c = 1; c < classes; c++) {
    if ((probabilities[start + c] as number) > (probabilities[start + best] as number)) best = c;
  }
  return best;
}
