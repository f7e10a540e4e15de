import type { Dataset, Task } from '../../data/dataset.ts';
import { findThreshold, withThreshold } from '../../metrics/decision-threshold.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import { type OwnMetric, ownLossMetric } from '../../metrics/own-metric.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { standardOf } from '../../metrics/task-metrics.ts';
import { splitless, validationName } from '../../metrics/validation-metric.ts';
import type { Random } from '../../statistics/random.ts';
import type { DistillationSettings } from '../../study/distillation.ts';
import type { Objective } from '../../study/objective.ts';
import type { TrainingSpec } from '../../study/study-spec.ts';
import type { Metrics } from '../../study/trial.ts';
import { predict } from '../predict.ts';
import type { Tf } from '../tensorflow.ts';
import { distillationScale } from './distillation.ts';
import type { Learner } from './learner.ts';
import { lossScale } from './loss.ts';
import type { WeightAverage } from './weight-average.ts';

/** Settings that are the same for every epoch. */
export interface EpochSettings {
  readonly batchSize: number;
  /** The random stream that shuffles the training rows each epoch. */
  readonly shuffle: Random;
  /** A mean training loss above this limit counts as diverged. */
  readonly limit: number;
  /** Its metric is measured in addition to the default ones. */
  readonly objective?: Objective;
  /** Threshold of this epoch's predictions, recorded as the metric `threshold`; only with two classes. */
  readonly threshold?: TrainingSpec['threshold'];
  /** The metrics of a user's module, which are measured in addition to the default ones. */
  readonly own?: readonly OwnMetric[] | undefined;
  /** Averages the weights: validation is of the average, which the caller leaves afterwards. */
  readonly average?: WeightAverage | undefined;
  /** A validation loss above this limit counts as diverged; the default is `limit`. */
  readonly validationLimit?: number;
}

/** A loss above this multiple of the untrained model's loss counts as diverged. */
const divergenceFactor = 100;
/** The least initial loss for the limit, in nats or variances of the target, for models that start perfect. */
const smallestStart = 0.01;

/** The loss above which a model that starts at `untrainedLoss` counts as diverged. */
export function divergenceLimit(untrainedLoss: number, task: Task): number {
  return limitFrom(untrainedLoss, lossScale(task));
}

function limitFrom(untrainedLoss: number, unit: number): number {
  return divergenceFactor * Math.max(untrainedLoss, smallestStart * unit);
}

/** The losses of an untrained model. */
export interface StartLosses {
  readonly valLoss: number;
  /** The training's loss where it is not `valLoss` (learner.ts), and the unit of both it and `penalty`. */
  readonly own: number | undefined;
  readonly unit: number;
  readonly penalty: number;
}

/**
 * The limits of a training, from the untrained model's losses. If the training has its `own` loss, the limit applies to
 * that one, and the validation loss must only stay finite.
 */
export function divergenceLimits(
  { valLoss, own, unit, penalty }: StartLosses,
  task: Task,
  distillation?: DistillationSettings,
): Pick<EpochSettings, 'limit' | 'validationLimit'> {
  const factor = distillation === undefined ? 1 : distillationScale(task, distillation);
  if (own === undefined) {
    const limit = divergenceLimit(valLoss + penalty, task);
    // A student's training loss is on another scale than its validation loss.
    if (distillation === undefined) return { limit };
    return { limit: limit * factor, validationLimit: limit };
  }
  // A module's own loss may be negative.
  return { limit: limitFrom(Math.abs(own) + penalty, unit) * factor, validationLimit: Number.MAX_VALUE };
}

/** The number of steps before the mean loss is compared with the limit, unless the epoch has fewer. */
const stepsBeforeJudgement = 20;

/**
 * Trains one epoch and evaluates the whole validation split. Returns the epoch's metrics and its predictions for that
 * split, or the loss that is not finite or above the limit.
 */
export function runEpoch(
  tf: Tf,
  learner: Learner,
  dataset: Dataset,
  settings: EpochSettings,
): { readonly metrics: Metrics; readonly predictions: Predictions } | { readonly divergedLoss: number } {
  const { loss, hasDiverged } = trainEpoch(learner, dataset, settings);
  if (hasDiverged) return { divergedLoss: loss };
  settings.average?.enter();
  const predictions = predict(tf, learner.model, dataset, dataset.splits.validation);
  const ownLoss = learner.moduleLoss();
  if (ownLoss !== undefined && !Number.isFinite(ownLoss)) return { divergedLoss: ownLoss };
  const metrics = { loss, ...judgeValidation(predictions, dataset, settings), ...namedOwnLoss(ownLoss) };
  const { limit, validationLimit = limit } = settings;
  return metrics.valLoss <= validationLimit ? { metrics, predictions } : { divergedLoss: metrics.valLoss };
}

/**
 * Trains on the shuffled training split; the last batch may be smaller. Stops as soon as the mean loss has diverged.
 * `loss` is the mean over the examples, each measured at its own step.
 */
export function trainEpoch(
  learner: Learner,
  { splits: { train } }: Dataset,
  { batchSize, shuffle, limit }: Pick<EpochSettings, 'batchSize' | 'shuffle' | 'limit'>,
): { loss: number; hasDiverged: boolean } {
  const order = shuffle.shuffle(Int32Array.from({ length: train.rows }, (_, row) => row));
  const judgedFrom = Math.min(stepsBeforeJudgement * batchSize, train.rows);
  let sum = 0;
  let seen = 0;
  while (seen < train.rows) {
    const batch = order.subarray(seen, seen + batchSize);
    sum += learner.step(batch) * batch.length;
    seen += batch.length;
    const loss = sum / seen;
    if (!Number.isFinite(loss) || (seen >= judgedFrom && loss > limit)) return { loss, hasDiverged: true };
  }
  return { loss: sum / seen, hasDiverged: false };
}

/** Computes valLoss, valAccuracy, … over the whole validation split, not as a mean over batches. */
export function validate(
  tf: Tf,
  learner: Pick<Learner, 'model' | 'moduleLoss'>,
  dataset: Dataset,
  judging: Judging = {},
): Metrics & { valLoss: number } {
  const predictions = predict(tf, learner.model, dataset, dataset.splits.validation);
  return { ...judgeValidation(predictions, dataset, judging), ...namedOwnLoss(learner.moduleLoss()) };
}

function namedOwnLoss(value: number | undefined): Metrics {
  return value === undefined ? {} : { [ownLossMetric]: value };
}

/** The inputs of the metrics of predictions, and of the threshold of their classes. */
interface Judging {
  readonly objective?: Objective | undefined;
  readonly threshold?: TrainingSpec['threshold'] | undefined;
  /** The metrics of a user's module. */
  readonly own?: readonly OwnMetric[] | undefined;
}

/** The metrics of predictions for the validation split. */
export function judgeValidation(
  predictions: Predictions,
  { task, splits }: Dataset,
  { objective, threshold: asked, own = [] }: Judging,
): Metrics & { valLoss: number } {
  const { y, weight } = splits.validation;
  const names = [
    ...standardOf(task),
    ...(objective ? [splitless(objective.metric)] : []),
    ...own.map(({ name }) => name),
  ];
  const rule = { metric: objective?.metric ?? 'valLoss', threshold: asked };
  const threshold = findThreshold(rule, task, predictions, { y, weight });
  const decided = withThreshold(task, threshold);
  const metrics = evaluate(decided, predictions, y, [...new Set(names)], weight, own);
  const named = Object.entries(metrics).map(([name, value]) => [validationName(name), value]);
  return {
    ...(Object.fromEntries(named) as Metrics & { valLoss: number }),
    ...(threshold !== undefined && { threshold }),
  };
}
