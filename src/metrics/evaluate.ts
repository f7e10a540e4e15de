import type { Task } from '../study/pipeline.ts';
import type { Metrics } from '../study/trial.ts';
import { classMetrics, valueMetrics } from './catalogue.ts';
import type { ClassExamples, Measure, Metric, RowWeights, ValueExamples } from './metric.ts';
import { type OwnMetric, ownMeasure } from './own-metric.ts';
import { type Predictions, toPredictions } from './predictions.ts';

/** The metrics of every trial: loss, accuracy and macro F1, or loss, mae and r2. */
export const standardMetrics = {
  classification: ['loss', 'accuracy', 'f1'],
  regression: ['loss', 'mae', 'r2'],
} as const;

/** The metric shown to people beside the loss. */
export const readableMetrics = { classification: 'accuracy', regression: 'mae' } as const;

/** The readable metric among these names, which identify the task. */
export function readableAmong(numbers: Readonly<Record<string, unknown>>): string {
  return Object.values(readableMetrics).find((name) => name in numbers) ?? readableMetrics.regression;
}

/** Every metric of a task. */
export function metricNames(task: Task['kind']): string[] {
  return Object.keys(task === 'classification' ? classMetrics : valueMetrics);
}

/**
 * The metrics of these names; `y` [rows] holds class indices or scaled targets, like a Split, and `weight` the rows'
 * weights. `own` are the metrics of a module that the names may mean.
 */
export function evaluate(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[] = standardMetrics[task.kind],
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
  names: readonly string[] = standardMetrics[task.kind],
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
