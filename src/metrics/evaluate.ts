import { dividedMetric, metricOfPart } from '../study/outputs/part-name.ts';
import type { JointTask, Task } from '../study/pipeline.ts';
import type { Metrics } from '../study/trial.ts';
import { classMetrics, labelMetrics, valueMetrics } from './catalogue.ts';
import { jointMeasures, jointPerExample } from './joint/joint-measures.ts';
import { labelResults } from './joint/label-measures.ts';
import type { ClassExamples, Measure, Metric, RowWeights, ValueExamples } from './metric.ts';
import type { LabelExamples } from './multilabel/examples.ts';
import { type OwnMetric, ownMeasure } from './own-metric.ts';
import { type Predictions, toPredictions } from './predictions.ts';

/** The metrics of every trial: loss, accuracy and macro F1, or loss, mae and r2. */
const standardMetrics = {
  classification: ['loss', 'accuracy', 'f1'],
  regression: ['loss', 'mae', 'r2'],
  multilabel: ['loss', 'subsetAccuracy', 'hammingLoss', 'f1'],
} as const;

/** The metric shown to people beside the loss. */
const readableMetrics = {
  classification: 'accuracy',
  regression: 'mae',
  multilabel: 'subsetAccuracy',
} as const;

/** The metrics of every trial of a task; of several targets the loss together, and of each its loss and readable metric. */
export function standardOf(task: Task): readonly string[] {
  if (task.kind !== 'joint') return standardMetrics[task.kind];
  const ofParts = task.parts.flatMap(({ name, task: own }) =>
    ['loss', readableOf(own)].map((metric) => metricOfPart(metric, name)),
  );
  return ['loss', ...ofParts];
}

/** The metric of a task that is shown to people beside the loss; of several targets the first one's. */
export function readableOf(task: Task): string {
  if (task.kind !== 'joint') return readableMetrics[task.kind];
  const [first] = task.parts as [JointTask['parts'][number]];
  return metricOfPart(readableOf(first.task), first.name);
}

/** The readable metric among these names, which identify the task. */
export function readableAmong(numbers: Readonly<Record<string, unknown>>): string {
  const known: readonly string[] = Object.values(readableMetrics);
  const isReadable = (name: string) => known.includes(dividedMetric(name).metric);
  return Object.keys(numbers).find(isReadable) ?? readableMetrics.regression;
}

/** Every metric of a task; those of one of several targets, or of one label, have its name after a dot. */
export function metricNames(task: Task): string[] {
  const { kind } = task;
  if (kind === 'joint') {
    const ofParts = task.parts.flatMap(({ name, task: own }) =>
      metricNames(own).map((metric) => metricOfPart(metric, name)),
    );
    return ['loss', ...ofParts];
  }
  if (kind !== 'multilabel') return Object.keys(kind === 'classification' ? classMetrics : valueMetrics);
  const names = Object.keys(labelMetrics);
  return [...names, ...task.labels.flatMap((label) => names.map((metric) => metricOfPart(metric, label)))];
}

/**
 * The metrics of these names; `y` [rows] holds class indices or scaled targets, like a Split, and `weight` the rows'
 * weights. `own` are the metrics of a module that the names may mean.
 */
export function evaluate(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[] = standardOf(task),
  weight?: RowWeights,
  own?: readonly OwnMetric[],
): Metrics {
  return Object.fromEntries(
    Object.entries(measures(task, predictions, y, names, own)).map(([name, measure]) => [
      name,
      measure(weight),
    ]),
  );
}

/** Like `evaluate`, for any number of row weights. Names of the other task's metrics are left out. */
export function measures(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[] = standardOf(task),
  own: readonly OwnMetric[] = [],
): Readonly<Record<string, Measure>> {
  const named = own.filter(({ name }) => names.includes(name));
  const ofModule = named.map((metric) => [metric.name, ownMeasure(metric, task, predictions, y)] as const);
  return { ...builtInMeasures(task, predictions, y, names), ...Object.fromEntries(ofModule) };
}

function builtInMeasures(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[],
): Readonly<Record<string, Measure>> {
  if (task.kind === 'joint') return jointMeasures(task, predictions, y, { names, ofPart: measures });
  if (task.kind === 'multilabel') {
    const use = (metric: Metric<LabelExamples>, examples: LabelExamples) => metric.measure(examples);
    return labelResults(task, predictions, y, { names, use });
  }
  if (task.kind === 'classification') {
    const examples = classExamples(task, predictions, y);
    return each(classMetrics, names, (metric) => metric.measure(examples));
  }
  const examples = valueExamples(task, predictions, y);
  return each(valueMetrics, names, (metric) => metric.measure(examples));
}

/**
 * [rows] each example's contribution to each of these metrics; metrics that are not means over examples are left out.
 */
export function perExample(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[],
): Readonly<Record<string, Float64Array>> {
  if (task.kind === 'joint') return jointPerExample(task, predictions, y, { names, ofPart: perExample });
  if (task.kind === 'multilabel') {
    const use = (metric: Metric<LabelExamples>, examples: LabelExamples) => metric.perExample?.(examples);
    return labelResults(task, predictions, y, { names, use });
  }
  if (task.kind === 'classification') {
    const examples = classExamples(task, predictions, y);
    return each(classMetrics, names, (metric) => metric.perExample?.(examples));
  }
  const examples = valueExamples(task, predictions, y);
  return each(valueMetrics, names, (metric) => metric.perExample?.(examples));
}

type Classification = Extract<Task, { kind: 'classification' }>;

function classExamples(
  { classes, threshold }: Classification,
  probabilities: Predictions,
  labels: ArrayLike<number>,
): ClassExamples {
  return { classes: classes.length, labels, probabilities, threshold };
}

function valueExamples(task: Task, predicted: Predictions, y: ArrayLike<number>): ValueExamples {
  return { actual: toPredictions(task, y), predicted };
}

function each<Examples, Result>(
  catalogue: Readonly<Record<string, Metric<Examples>>>,
  names: readonly string[],
  use: (metric: Metric<Examples>) => Result | undefined,
): Record<string, Result> {
  const used = names.flatMap((name) => {
    const metric = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
    const result = metric && use(metric);
    return result === undefined ? [] : [[name, result] as const];
  });
  return Object.fromEntries(used);
}
