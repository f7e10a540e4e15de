import { dividedMetric, metricOfPart } from '../study/outputs/part-name.ts';
import type { JointTask, Task } from '../study/pipeline.ts';
import { type TaskName, taskNameOf } from '../study/task/task-name.ts';
import type { Metrics } from '../study/trial.ts';
import { classMetrics, labelMetrics, lossOfValues, valueMetrics } from './catalogue.ts';
import { jointMeasures, jointPerExample } from './joint/joint-measures.ts';
import { labelResults } from './joint/label-measures.ts';
import type { ClassExamples, Measure, Metric, RowWeights, ValueExamples } from './metric.ts';
import type { LabelExamples } from './multilabel/examples.ts';
import { type OwnMetric, ownMeasure } from './own-metric.ts';
import { actualValues, middleValues, type Predictions } from './predictions.ts';

/** The metrics of every trial: the loss, and those that people read. */
const standardMetrics = {
  classification: ['loss', 'accuracy', 'f1'],
  ordinal: ['loss', 'accuracy', 'f1', 'rankMae', 'quadraticKappa'],
  regression: ['loss', 'mae', 'r2'],
  count: ['loss', 'mae', 'rmse', 'r2'],
  quantile: ['loss', 'mae', 'r2'],
  multilabel: ['loss', 'subsetAccuracy', 'hammingLoss', 'f1'],
} as const satisfies Readonly<Record<TaskName, readonly string[]>>;

/** The metric shown to people beside the loss. */
const readableMetrics = {
  classification: 'accuracy',
  ordinal: 'rankMae',
  regression: 'mae',
  count: 'mae',
  quantile: 'mae',
  multilabel: 'subsetAccuracy',
} as const satisfies Readonly<Record<TaskName, string>>;

/** The metrics of every trial of a task; of several targets the loss together, and of each its loss and readable metric. */
export function standardOf(task: Task): readonly string[] {
  if (task.kind !== 'joint') return standardMetrics[singleName(task)];
  const ofParts = task.parts.flatMap(({ name, task: own }) =>
    ['loss', readableOf(own)].map((metric) => metricOfPart(metric, name)),
  );
  return ['loss', ...ofParts];
}

/** The metric of a task that is shown to people beside the loss; of several targets the first one's. */
export function readableOf(task: Task): string {
  if (task.kind !== 'joint') return readableMetrics[singleName(task)];
  const [first] = task.parts as [JointTask['parts'][number]];
  return metricOfPart(readableOf(first.task), first.name);
}

function singleName(task: Exclude<Task, JointTask>): TaskName {
  return taskNameOf(task) as TaskName;
}

/** The readable metric among these names, which identify the task: ordered classes also have an accuracy. */
export function readableAmong(numbers: Readonly<Record<string, unknown>>): string {
  const known: readonly string[] = Object.values(readableMetrics);
  const isReadable = (name: string) => known.includes(dividedMetric(name).metric);
  const found = Object.keys(numbers).filter(isReadable);
  return found.find((name) => name === readableMetrics.ordinal) ?? found[0] ?? readableMetrics.regression;
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
  if (kind === 'regression') return Object.keys(valueMetrics);
  if (kind === 'classification') {
    return Object.keys(classMetrics).filter((name) => name !== 'rankMae' || task.ordered);
  }
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
  return each(metricsOf(task), names, (metric) => metric.measure(examples));
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
  return each(metricsOf(task), names, (metric) => metric.perExample?.(examples));
}

type Classification = Extract<Task, { kind: 'classification' }>;

function classExamples(
  { classes, threshold }: Classification,
  probabilities: Predictions,
  labels: ArrayLike<number>,
): ClassExamples {
  return { classes: classes.length, labels, probabilities, threshold };
}

type Regression = Extract<Task, { kind: 'regression' }>;

function valueExamples(task: Regression, predictions: Predictions, y: ArrayLike<number>): ValueExamples {
  const actual = actualValues(task, y);
  const { quantiles: levels } = task;
  if (levels === undefined) return { actual, predicted: predictions };
  return {
    actual,
    predicted: middleValues(task, predictions),
    quantiles: { levels, values: predictions },
  };
}

function metricsOf(task: Regression): Readonly<Record<string, Metric<ValueExamples>>> {
  const name = taskNameOf(task);
  return { ...valueMetrics, loss: lossOfValues[name as keyof typeof lossOfValues] };
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
