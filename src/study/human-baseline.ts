import type { Objective, ValidationMetric } from './objective.ts';
import { isValidationMetric, metricDirections } from './objective.ts';
import type { StudySpec } from './study-spec.ts';
import type { Metrics } from './trial.ts';

type Readable = Exclude<ValidationMetric, 'valLoss'>;

/** What people reach, as JSON shows it: docs/formats.md. */
export interface HumanBaseline {
  readonly metric: Readable;
  readonly value: number;
}

/**
 * The metric that a human baseline is given in: the objective's, or where that is the loss, which nobody can say of a
 * person, the accuracy or the mean absolute error.
 */
export function readableMetric({ metric }: Objective, task: 'classification' | 'regression'): Readable {
  if (isValidationMetric(metric) && metric !== 'valLoss') return metric;
  return task === 'classification' ? 'valAccuracy' : 'valMae';
}

/** Undefined when the space names none; `metrics` are any trial's of the study, which tell its task. */
export function humanBaselineOf(
  { humanBaseline, objective }: Pick<StudySpec, 'humanBaseline' | 'objective'>,
  metrics: Metrics,
): HumanBaseline | undefined {
  if (humanBaseline === undefined) return undefined;
  const task = 'valAccuracy' in metrics ? 'classification' : 'regression';
  return { metric: readableMetric(objective, task), value: humanBaseline };
}

const laws = {
  valAccuracy: { min: 0, max: 1, law: 'must be a share from 0 to 1, for it is a valAccuracy' },
  valF1: { min: 0, max: 1, law: 'must be from 0 to 1, for it is a valF1' },
  valMae: { min: 0, max: Number.POSITIVE_INFINITY, law: 'must be at least 0, for it is a valMae' },
  valR2: { min: Number.NEGATIVE_INFINITY, max: 1, law: 'must be at most 1, for it is a valR2' },
} as const satisfies Record<Readable, { min: number; max: number; law: string }>;

/** The law that a human baseline breaks, or undefined. */
export function baselineFault({ metric, value }: HumanBaseline): { law: string; hint?: string } | undefined {
  const { min, max, law } = laws[metric];
  if (value >= min && value <= max) return undefined;
  const isPercentage = max === 1 && min === 0 && value > 1 && value <= 100;
  return { law, ...(isPercentage ? { hint: `${value} % is ${value / 100}` } : {}) };
}

/** How much better a value is than what people reach: negative where it is worse. */
export function leadOver({ metric, value }: HumanBaseline, reached: number): number {
  return metricDirections[metric] === 'minimize' ? value - reached : reached - value;
}

/** A validation metric's name without its split: valMae → mae. */
export function splitless(metric: ValidationMetric): string {
  return `${metric[3]?.toLowerCase()}${metric.slice(4)}`;
}
