import type { Direction } from '../study/objective.ts';
import { dividedMetric } from '../study/outputs/part-name.ts';
import { classMetrics, labelMetrics, lossOfValues, valueMetrics } from './catalogue.ts';
import type { ClassExamples, Metric, ValueExamples } from './metric.ts';

type Described = Pick<
  Metric<ClassExamples> | Metric<ValueExamples>,
  'direction' | 'range' | 'format' | 'title' | 'isShareOfRows'
>;

/** Numbers in reports that cannot be objectives: nll is the loss, ece the expected calibration error. */
const ofReports: Readonly<Record<string, Described>> = {
  nll: classMetrics.loss,
  deviance: lossOfValues.count,
  pinball: lossOfValues.quantile,
  ece: { direction: 'minimize', format: 'percentage', range: [0, 1] },
};

const described: Readonly<Record<string, Described>> = {
  ...ofReports,
  ...labelMetrics,
  ...valueMetrics,
  ...classMetrics,
};

/** True for a share from 0 to 1 that is shown in percent; `name` as in reports, without its split. */
export function isPercentage(name: string): boolean {
  return find(name)?.format === 'percentage';
}

/** Undefined for a number that is not in the catalogue. */
export function directionOfName(name: string): Direction | undefined {
  return find(name)?.direction;
}

/** The name in a sentence: "mean absolute error" for mae. */
export function titleOf(name: string): string {
  const { metric, part } = dividedMetric(name);
  const title = find(metric)?.title ?? metric;
  return part === undefined ? title : `${title} of ${part}`;
}

/** True for a metric between two finite bounds, such as an accuracy; `name` may have its split: valF1, trainF1. */
export function isBounded(name: string): boolean {
  const found = find(name.replace(/^(?:val|train)([A-Z])/, (_, first: string) => first.toLowerCase()));
  return found?.range.every(Number.isFinite) ?? false;
}

export function isShareOfRows(name: string): boolean {
  return find(name)?.isShareOfRows ?? false;
}

function find(name: string): Described | undefined {
  const { metric } = dividedMetric(name);
  return Object.hasOwn(described, metric) ? described[metric] : undefined;
}
