import { perExample, readableMetrics } from '../metrics/evaluate.ts';
import { directionOfName } from '../metrics/metric-format.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Task } from '../study/pipeline.ts';
import type { GainsByExample } from './gains.ts';

/** The gains of the first predictions over the others per example; their means are the differences of the metrics. */
export function gainsOver(
  task: Task,
  predictions: Predictions,
  others: Predictions,
  y: Float32Array,
): GainsByExample {
  const names = ['loss', readableMetrics[task.kind]];
  const [mine, theirs] = [predictions, others].map((each) => perExample(task, each, y, names));
  return Object.fromEntries(
    Object.entries(mine ?? {}).map(([name, scores]) => {
      const sign = directionOfName(name) === 'maximize' ? 1 : -1;
      return [name, scores.map((score, at) => sign * (score - (theirs?.[name]?.[at] as number)))];
    }),
  );
}
