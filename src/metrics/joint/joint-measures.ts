import { dividedMetric } from '../../study/outputs/part-name.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import type { JointTask, SingleTask } from '../../study/pipeline.ts';
import { type Metric, meanMetric } from '../metric.ts';
import type { Predictions } from '../predictions.ts';
import { scaledLoss } from './scaled-loss.ts';

/** Labelled rows of one of several targets. */
interface PartExamples {
  readonly name?: string;
  readonly task: SingleTask;
  readonly weight: number;
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
  return partViews(task).map((view) => ({
    ...view,
    predictions: view.predictions(predictions),
    y: view.rows({ y: targets }).y,
  }));
}

/**
 * The loss of several targets together: the weighted mean of the parts' losses, each on the scale that it is trained on,
 * so that a regression's is in variances of its target.
 */
const jointLoss = meanMetric<readonly PartExamples[]>({
  name: 'loss',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  description: 'weighted mean of the losses of all targets, on the scales of training',
  perExample(parts) {
    const sum = new Float64Array(parts[0]?.y.length ?? 0);
    for (const { task, weight, predictions, y } of parts) {
      scaledLoss(task, predictions, y).forEach((loss, row) => {
        sum[row] = (sum[row] as number) + weight * loss;
      });
    }
    return sum;
  },
});

/** The results for the metrics of these names: `loss` of all targets together, and `mae.price` of one of them. */
export function jointResults<Result>(
  task: JointTask,
  predictions: Predictions,
  y: ArrayLike<number>,
  {
    names,
    use,
    ofPart,
  }: {
    readonly names: readonly string[];
    readonly use: <Examples>(metric: Metric<Examples>, examples: Examples) => Result | undefined;
    readonly ofPart: (part: PartExamples, metric: string) => Result | undefined;
  },
): Readonly<Record<string, Result>> {
  const results: Record<string, Result> = {};
  const parts = partExamples(task, predictions, y);
  const resultOf = (name: string) => {
    const { metric, part: wanted } = dividedMetric(name);
    if (wanted === undefined) return metric === 'loss' ? use(jointLoss, parts) : undefined;
    const found = parts.find((part) => part.name === wanted);
    return found && ofPart(found, metric);
  };
  for (const name of names) {
    const result = resultOf(name);
    if (result !== undefined) results[name] = result;
  }
  return results;
}
