import type { Objective } from '../study/objective.ts';
import { isRanked } from '../study/ranking.ts';
import type { Trial } from '../study/trial.ts';
import { isValidationMetric, rangeOf, splitless, trainingName } from './validation-metric.ts';

/** A trial's objective on the rows that it was trained on, beside that on the validation rows. */
export interface Fit {
  /** Without its split: "loss". */
  readonly metric: string;
  /** With the kept weights, over all training rows, without dropout and augmentation. */
  readonly training: number;
  readonly validation: number;
  /** `training` is the mean over the best epoch's steps instead, with dropout and augmentation: of older trials. */
  readonly isRunning?: true;
  /** Absent where the numbers show neither. */
  readonly verdict?: 'overfits' | 'underfits';
}

/** docs/search.md, "Underfit or overfit", has the measurement behind these numbers. */
const clearErrors = 2;
const clearShare = 0.5;
/** Training errors that differ by less count as equal. */
const nearlyEqual = 0.05;
const clearlyWorse = 0.1;
/** With fewer trials the others are likely to differ from one in more than its size. */
const fewestToCompare = 8;

/**
 * Undefined where the training rows were not measured. `trials` are the study's ranked ones. A trial overfits if its
 * validation error is beyond its training error by two standard errors and by a factor of two. It underfits if another
 * trial fits the training rows better and is better on validation by two standard errors; or if none fits them better,
 * and all that fit them worse are worse on validation by one. Fewer than eight trials show no underfit.
 */
export function fitOf(trial: Trial, objective: Objective, trials: readonly Trial[]): Fit | undefined {
  const errors = errorsOf(trial, objective);
  if (errors === undefined) return undefined;
  const { training, validation, isRunning } = errors;
  const fit = {
    metric: splitless(objective.metric),
    ...{ training: training.value, validation: validation.value },
    ...(isRunning && { isRunning }),
  };
  const verdict = verdictOf(errors, trial, () => trials.flatMap((other) => errorsOf(other, objective) ?? []));
  return { ...fit, ...(verdict && { verdict }) };
}

interface Measured {
  readonly value: number;
  /** The distance from the metric's best possible value. */
  readonly error: number;
}

interface Errors {
  readonly training: Measured;
  readonly validation: Measured;
  readonly isRunning?: true;
}

function errorsOf(trial: Trial, { metric, direction }: Objective): Errors | undefined {
  if (!isRanked(trial) || !isValidationMetric(metric)) return undefined;
  const { metrics, value } = trial;
  const whole = metrics[trainingName(metric)];
  const training = whole ?? (metric === 'valLoss' ? metrics.loss : undefined);
  if (training === undefined) return undefined;
  const best = rangeOf(metric)[direction === 'minimize' ? 0 : 1];
  const measured = (each: number) => ({ value: each, error: Math.abs(each - best) });
  return {
    ...{ training: measured(training), validation: measured(value) },
    ...(whole === undefined && { isRunning: true as const }),
  };
}

function verdictOf(
  { training, validation, isRunning }: Errors,
  { standardError }: Trial,
  trials: () => readonly Errors[],
): Fit['verdict'] {
  if (standardError === undefined || !Number.isFinite(validation.error)) return undefined;
  const noise = clearErrors * standardError;
  const hasClearGap = validation.error - training.error > noise;
  if (hasClearGap && training.error < clearShare * validation.error) return 'overfits';
  // Dropout and augmentation raise a running loss, so it cannot show an underfit.
  if (isRunning) return undefined;
  const others = trials().filter((other) => !other.isRunning);
  if (others.length < fewestToCompare) return undefined;
  const better = others.filter((other) => other.training.error < training.error);
  if (better.some((other) => other.validation.error < validation.error - noise)) return 'underfits';
  const isBeyond = better.some((other) => other.training.error < (1 - nearlyEqual) * training.error);
  const worse = others.filter((other) => other.training.error > (1 + clearlyWorse) * training.error);
  const hasGained = worse.every((other) => other.validation.error > validation.error + standardError);
  const isEven = training.error >= clearShare * validation.error;
  return !isBeyond && isEven && worse.length > 0 && hasGained ? 'underfits' : undefined;
}
