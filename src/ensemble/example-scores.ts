import type { Task } from '../data/dataset.ts';
import { likeliest, logProbability, type Predictions, toPredictions } from '../metrics/predictions.ts';
import type { GainsByExample } from './gains.ts';

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
    loss: ofTrue.map((probability) => -logProbability(probability)),
    accuracy: Float64Array.from(y, (label, row) => (likeliest(predictions, row, classes) === label ? 1 : 0)),
  };
}
