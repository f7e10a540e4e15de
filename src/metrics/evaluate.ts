import type { Task } from '../study/pipeline.ts';
import type { Metrics } from '../study/trial.ts';
import { classMetrics, valueMetrics } from './catalogue.ts';
import type { ClassExamples, Measure, Metric, ValueExamples } from './metric.ts';
import { type Predictions, toPredictions } from './predictions.ts';

/** What is measured in every trial: loss, accuracy and macro F1, or loss, mae and r2. */
export const standardMetrics = {
  classification: ['loss', 'accuracy', 'f1'],
  regression: ['loss', 'mae', 'r2'],
} as const;

/** Every metric of a task. */
export function metricNames(task: Task['kind']): string[] {
  return Object.keys(task === 'classification' ? classMetrics : valueMetrics);
}

/** The metrics of these names; `y` [rows] holds class indices or scaled targets, as a Split does. */
export function evaluate(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[] = standardMetrics[task.kind],
): Metrics {
  return Object.fromEntries(
    Object.entries(measures(task, predictions, y, names)).map(([name, measure]) => [name, measure()]),
  );
}

/** As `evaluate`, of metrics that can be measured under many weights of the rows. Names of the other task are left out. */
export function measures(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[] = standardMetrics[task.kind],
): Readonly<Record<string, Measure>> {
  if (task.kind === 'classification') {
    const examples = { classes: task.classes.length, labels: y, probabilities: predictions };
    return measuresOf<ClassExamples>(classMetrics, examples, names);
  }
  const examples = { actual: toPredictions(task, y), predicted: predictions };
  return measuresOf<ValueExamples>(valueMetrics, examples, names);
}

function measuresOf<Examples>(
  catalogue: Readonly<Record<string, Metric<Examples>>>,
  examples: Examples,
  names: readonly string[],
): Record<string, Measure> {
  const known = names.filter((name) => Object.hasOwn(catalogue, name));
  return Object.fromEntries(
    known.map((name) => [name, (catalogue[name] as Metric<Examples>).measure(examples)]),
  );
}
