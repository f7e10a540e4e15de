import { type MeasuredScore, partsOfScore } from '../study/human-score.ts';
import type { Objective } from '../study/objective.ts';
import type { Task } from '../study/pipeline.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { TaskName } from '../study/task/task-name.ts';
import type { Metrics } from '../study/trial.ts';
import { isPercentage } from './metric-format.ts';
import { readableAmong, readableOf, readableOfName } from './task-metrics.ts';
import type { ValidationMetric } from './validation-metric.ts';
import { directionOf, isValidationMetric, rangeOf, splitless, validationName } from './validation-metric.ts';

type Readable = Exclude<ValidationMetric, 'valLoss'>;

/** Human performance, as JSON shows it, with the 95 % interval where it is known: docs/formats.md. */
export interface HumanBaseline extends Partial<MeasuredScore> {
  readonly metric: Readable;
  readonly value: number;
}

/**
 * The metric of the human baseline: the objective's, or the readable one if the objective is the loss, which has no
 * human value.
 */
export function readableMetric(objective: Objective, task: Task): Readable {
  return readableBeside(objective, readableOf(task));
}

/** The same before the data are read; undefined where only they tell the task. */
export function readableWithoutData(
  { metric }: Pick<Objective, 'metric'>,
  task: TaskName | undefined,
): Readable | undefined {
  if (isValidationMetric(metric) && metric !== 'valLoss') return metric;
  return task && (validationName(readableOfName(task)) as Readable);
}

function readableBeside({ metric }: Objective, readable: string): Readable {
  return isValidationMetric(metric) && metric !== 'valLoss' ? metric : (validationName(readable) as Readable);
}

/** Undefined when the space has none; `metrics` are those of any trial of the study, which identify its task. */
export function humanBaselineOf(
  { humanBaseline, objective }: Pick<StudySpec, 'humanBaseline' | 'objective'>,
  metrics: Metrics,
): HumanBaseline | undefined {
  if (humanBaseline === undefined) return undefined;
  const names = Object.fromEntries(Object.entries(metrics).map(([name, value]) => [splitless(name), value]));
  return { metric: readableBeside(objective, readableAmong(names)), ...partsOfScore(humanBaseline) };
}

/** The constraint that a human baseline breaks, or undefined. */
export function baselineFault({
  metric,
  value,
  low = value,
  high = value,
}: HumanBaseline): { constraint: string; hint?: string } | undefined {
  return rangeFault(metric, value) ?? rangeFault(metric, low) ?? rangeFault(metric, high);
}

/** The constraint that a value of this metric breaks, from "must" on, or undefined. */
export function rangeFault(
  metric: ValidationMetric,
  value: number,
): { constraint: string; hint?: string } | undefined {
  const [min, max] = rangeOf(metric);
  if (value >= min && value <= max) return undefined;
  const isInPercent = max === 1 && min === 0 && value > 1 && value <= 100;
  const share = isPercentage(splitless(metric)) && max === 1 ? 'a share ' : '';
  const constraint = `must be ${share}${rangeInWords(min, max)}, for it is a ${metric}`;
  return { constraint, ...(isInPercent ? { hint: `${value} % is ${value / 100}` } : {}) };
}

function rangeInWords(min: number, max: number): string {
  if (min === Number.NEGATIVE_INFINITY) return `at most ${max}`;
  return max === Number.POSITIVE_INFINITY ? `at least ${min}` : `from ${min} to ${max}`;
}

/** How much better a value is than the human baseline: negative when it is worse. */
export function leadOver({ metric, value }: HumanBaseline, reached: number): number {
  return directionOf(metric) === 'minimize' ? value - reached : reached - value;
}
