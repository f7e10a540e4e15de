import { weightedMean } from '../../statistics/mean.ts';
import { dividedMetric } from '../../study/outputs/part-name.ts';
import { columnsAt, type PlacedPart, partsOf } from '../../study/outputs/task-parts.ts';
import { predictionWidth, targetColumns } from '../../study/outputs/task-widths.ts';
import type { JointTask, SingleTask } from '../../study/pipeline.ts';
import type { Measure } from '../metric.ts';
import type { Predictions } from '../predictions.ts';
import { scaledLoss } from './scaled-loss.ts';

/** Labelled rows of one part of a task. */
interface PartExamples {
  readonly part: PlacedPart & { readonly name: string; readonly task: SingleTask };
  readonly predictions: Predictions;
  readonly y: Float32Array;
}

/** The rows of several targets, one target after another. */
function partExamples(
  task: JointTask,
  predictions: Predictions,
  y: ArrayLike<number>,
): readonly PartExamples[] {
  const targets = y instanceof Float32Array ? y : Float32Array.from(y);
  return partsOf(task).map((part) => ({
    part: part as PartExamples['part'],
    predictions: columnsAt(predictions, predictionWidth(task), part.predictions),
    y: columnsAt(targets, targetColumns(task), part.targets),
  }));
}

/**
 * [rows] the loss of several targets together: the weighted mean of the parts' losses, each on the scale that it is
 * trained on, so that a regression's is in variances of its target.
 */
function jointLoss(task: JointTask, predictions: Predictions, y: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(y.length / targetColumns(task));
  for (const { part, ...examples } of partExamples(task, predictions, y)) {
    const own = scaledLoss(part.task, examples.predictions, examples.y);
    own.forEach((loss, row) => {
      sum[row] = (sum[row] as number) + part.weight * loss;
    });
  }
  return sum;
}

/** Measures of a task of one target. */
type SingleMeasures<Result> = (
  task: SingleTask,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[],
) => Readonly<Record<string, Result>>;

/** The measures of these names: `loss` of all targets together, and `mae.price` of one of them. */
export function jointMeasures(
  task: JointTask,
  predictions: Predictions,
  y: ArrayLike<number>,
  { names, ofPart }: { readonly names: readonly string[]; readonly ofPart: SingleMeasures<Measure> },
): Readonly<Record<string, Measure>> {
  const together = (): Measure => {
    const losses = jointLoss(task, predictions, y);
    return (weights) => weightedMean(losses, weights);
  };
  return jointResults(task, predictions, y, { names, ofPart, together });
}

/** The numbers of each row whose mean the metrics are, as `jointMeasures` names them. */
export function jointPerExample(
  task: JointTask,
  predictions: Predictions,
  y: ArrayLike<number>,
  { names, ofPart }: { readonly names: readonly string[]; readonly ofPart: SingleMeasures<Float64Array> },
): Readonly<Record<string, Float64Array>> {
  const together = () => jointLoss(task, predictions, y);
  return jointResults(task, predictions, y, { names, ofPart, together });
}

function jointResults<Result>(
  task: JointTask,
  predictions: Predictions,
  y: ArrayLike<number>,
  {
    names,
    ofPart,
    together,
  }: {
    readonly names: readonly string[];
    readonly ofPart: SingleMeasures<Result>;
    readonly together: () => Result;
  },
): Readonly<Record<string, Result>> {
  const results: Record<string, Result> = {};
  const parts = partExamples(task, predictions, y);
  for (const name of names) {
    const { metric, part: wanted } = dividedMetric(name);
    if (wanted === undefined) {
      if (metric === 'loss') results[name] = together();
      continue;
    }
    const found = parts.find(({ part }) => part.name === wanted);
    const result = found && ofPart(found.part.task, found.predictions, found.y, [metric])[metric];
    if (result !== undefined) results[name] = result;
  }
  return results;
}
