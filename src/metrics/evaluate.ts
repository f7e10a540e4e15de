import type { Task } from '../study/pipeline.ts';
import { taskNameOf } from '../study/task/task-name.ts';
import type { Metrics } from '../study/trial.ts';
import { classMetrics, lossOfValues, valueMetrics } from './catalogue.ts';
import { jointResults } from './joint/joint-measures.ts';
import { labelResults } from './joint/label-measures.ts';
import type { ClassExamples, Measure, Metric, RowWeights, ValueExamples } from './metric.ts';
import { type OwnMetric, ownMeasure } from './own-metric.ts';
import { actualValues, middleValues, type Predictions } from './predictions.ts';
import { standardOf } from './task-metrics.ts';

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
  const builtIn = resultsOf<Measure>(task, predictions, y, names, (metric, examples) =>
    metric.measure(examples),
  );
  return { ...builtIn, ...Object.fromEntries(ofModule) };
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
  return resultsOf<Float64Array>(task, predictions, y, names, (metric, examples) =>
    metric.perExample?.(examples),
  );
}

/** The results of `use` for the metrics of these names; those without a result are left out. */
function resultsOf<Result>(
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
  names: readonly string[],
  use: <Examples>(metric: Metric<Examples>, examples: Examples) => Result | undefined,
): Readonly<Record<string, Result>> {
  if (task.kind === 'joint') {
    return jointResults(task, predictions, y, {
      ...{ names, use },
      ofPart: (part, metric) => resultsOf(part.task, part.predictions, part.y, [metric], use)[metric],
    });
  }
  if (task.kind === 'multilabel') return labelResults(task, predictions, y, { names, use });
  if (task.kind === 'classification') {
    const examples = classExamples(task, predictions, y);
    return each(classMetrics, names, (metric) => use(metric, examples));
  }
  const examples = valueExamples(task, predictions, y);
  return each(metricsOf(task), names, (metric) => use(metric, examples));
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
