import type { Direction } from '../study/objective.ts';
import { dividedMetric } from '../study/outputs/part-name.ts';
import type { Task } from '../study/pipeline.ts';
import { classMetrics, labelMetrics, valueMetrics } from './catalogue.ts';
import type { ClassExamples, Metric, ValueExamples } from './metric.ts';
import type { LabelExamples } from './multilabel/examples.ts';
import { metricNames } from './task-metrics.ts';

type AnyMetric = Metric<ClassExamples> | Metric<ValueExamples> | Metric<LabelExamples>;
type MetricName = keyof typeof classMetrics | keyof typeof valueMetrics | keyof typeof labelMetrics;

/** A metric of the validation rows, by its name as an objective: valLoss, valRocAuc, and valMae.price of one target. */
export type ValidationMetric = WholeMetric | `${WholeMetric}.${string}`;
type WholeMetric = `val${Capitalize<MetricName>}`;

/** "rocAuc" as "valRocAuc". */
export function validationName(name: string): string {
  return `val${name[0]?.toUpperCase()}${name.slice(1)}`;
}

/** "valRocAuc" as "rocAuc". */
export function splitless(metric: string): string {
  return `${metric[3]?.toLowerCase()}${metric.slice(4)}`;
}

/** "valRocAuc" as "trainRocAuc": the same metric of the training rows. */
export function trainingName(metric: string): string {
  return `train${metric.slice(3)}`;
}

const byName = new Map<string, AnyMetric>(
  Object.entries<AnyMetric>({ ...labelMetrics, ...valueMetrics, ...classMetrics }).map(([name, metric]) => [
    validationName(name),
    metric,
  ]),
);

/** Every metric that can be an objective. */
export const validationMetrics = [...byName.keys()] as [WholeMetric, ...WholeMetric[]];

/** The metrics of a task; others are refused once the data are known. */
export function metricsOfTask(task: Task): string[] {
  return metricNames(task).map(validationName);
}

export function isValidationMetric(metric: string): metric is ValidationMetric {
  return byName.has(dividedMetric(metric).metric);
}

/** The only direction that makes sense for the metric. */
export function directionOf(metric: ValidationMetric): Direction {
  return metricOf(metric).direction;
}

/** Inclusive. */
export function rangeOf(metric: ValidationMetric): readonly [min: number, max: number] {
  return metricOf(metric).range;
}

function metricOf(metric: ValidationMetric): AnyMetric {
  return byName.get(dividedMetric(metric).metric) as AnyMetric;
}
