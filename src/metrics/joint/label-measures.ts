import { dividedMetric } from '../../study/outputs/part-name.ts';
import type { MultilabelTask } from '../../study/pipeline.ts';
import { labelMetrics } from '../catalogue.ts';
import type { Metric } from '../metric.ts';
import { type LabelExamples, labelExamples, oneLabel } from '../multilabel/examples.ts';
import type { Predictions } from '../predictions.ts';

/** The results of `use` for the metrics of these names: `f1` of all labels, and `f1.comedy` of one of them. */
export function labelResults<Result>(
  task: MultilabelTask,
  predictions: Predictions,
  y: ArrayLike<number>,
  {
    names,
    use,
  }: {
    readonly names: readonly string[];
    readonly use: (metric: Metric<LabelExamples>, examples: LabelExamples) => Result | undefined;
  },
): Readonly<Record<string, Result>> {
  const all = labelExamples(task, predictions, y);
  const results: Record<string, Result> = {};
  for (const name of names) {
    const { metric, part } = dividedMetric(name);
    const found = Object.hasOwn(labelMetrics, metric)
      ? labelMetrics[metric as keyof typeof labelMetrics]
      : undefined;
    const place = part === undefined ? undefined : task.labels.indexOf(part);
    if (found === undefined || place === -1) continue;
    const result = use(found, place === undefined ? all : oneLabel(all, place));
    if (result !== undefined) results[name] = result;
  }
  return results;
}
