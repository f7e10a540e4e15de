import { withThreshold } from '../metrics/decision-threshold.ts';
import { perExample } from '../metrics/evaluate.ts';
import { directionOfName } from '../metrics/metric-format.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { readableOf } from '../metrics/task-metrics.ts';
import { meanOf } from '../statistics/mean.ts';
import type { Task } from '../study/pipeline.ts';
import type { GainsByExample } from './gains.ts';

/** The rows' weights, and the thresholds of both predictions. */
interface Compared {
  readonly weight?: Float64Array | undefined;
  readonly thresholds?: readonly [number | undefined, number | undefined];
}

/** The gains of the first predictions over the others per example; their means are the differences of the metrics. */
export function gainsOver(
  task: Task,
  predictions: Predictions,
  others: Predictions,
  y: Float32Array,
  { weight, thresholds = [undefined, undefined] }: Compared = {},
): GainsByExample {
  const names = ['loss', readableOf(task)];
  const [mine, theirs] = [predictions, others].map((each, index) =>
    perExample(withThreshold(task, thresholds[index]), each, y, names),
  );
  const mean = weight === undefined ? 1 : meanOf(weight);
  const share = (at: number) => (weight === undefined ? 1 : (weight[at] as number) / mean);
  return Object.fromEntries(
    Object.entries(mine ?? {}).map(([name, scores]) => {
      const sign = directionOfName(name) === 'maximize' ? 1 : -1;
      return [name, scores.map((score, at) => share(at) * sign * (score - (theirs?.[name]?.[at] as number)))];
    }),
  );
}
