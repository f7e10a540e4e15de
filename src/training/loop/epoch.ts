import type { Dataset, Task } from '../../data/dataset.ts';
import { evaluate, standardMetrics } from '../../metrics/evaluate.ts';
import { splitless, validationName } from '../../metrics/validation-metric.ts';
import type { Random } from '../../statistics/random.ts';
import type { DistillationSettings } from '../../study/distillation.ts';
import type { Objective } from '../../study/objective.ts';
import type { Metrics } from '../../study/trial.ts';
import { predict } from '../predict.ts';
import type { Tf } from '../tensorflow.ts';
import { distillationScale } from './distillation.ts';
import type { Learner } from './learner.ts';
import { lossScale } from './loss.ts';

/** What stays the same from epoch to epoch. */
export interface EpochSettings {
  readonly batchSize: number;
  /** The stream that puts the training rows into a new order each epoch. */
  readonly shuffle: Random;
  /** A mean loss above it counts as diverged. */
  readonly limit: number;
  /** Its metric is measured besides those of every trial. */
  readonly objective?: Objective;
  /** A validation loss above it counts as diverged; `limit` where it is left out. */
  readonly validationLimit?: number;
}

/** A loss this many times above the untrained model's counts as diverged. */
const divergenceFactor = 100;
/** In nats, or variances of the target: a model that starts perfect may still lose so much times the factor. */
const smallestStart = 0.01;

/** The loss above which a model that starts at `untrainedLoss` counts as diverged. */
export function divergenceLimit(untrainedLoss: number, task: Task): number {
  return limitFrom(untrainedLoss, lossScale(task));
}

function limitFrom(untrainedLoss: number, unit: number): number {
  return divergenceFactor * Math.max(untrainedLoss, smallestStart * unit);
}

/**
 * The limits of a training, from what the untrained model loses. Where a module has a loss of its `own`, that one is
 * limited, and what is measured beside it must only stay finite.
 */
export function divergenceLimits(
  { valLoss, own, penalty }: { valLoss: number; own: number | undefined; penalty: number },
  task: Task,
  distillation?: DistillationSettings,
): Pick<EpochSettings, 'limit' | 'validationLimit'> {
  if (own === undefined) {
    const limit = divergenceLimit(valLoss + penalty, task);
    // A student's loss has other units than what is measured on validation.
    if (distillation === undefined) return { limit };
    return { limit: limit * distillationScale(task, distillation), validationLimit: limit };
  }
  // It may be below zero.
  return { limit: limitFrom(Math.abs(own) + penalty, 1), validationLimit: Number.MAX_VALUE };
}

/** A mean over fewer steps than this is not yet held against a trial, unless the epoch has fewer. */
const stepsBeforeJudgement = 20;

/**
 * One pass over the training split, then the whole validation split: the epoch's metrics, or the loss that is not
 * finite or above the limit.
 */
export function runEpoch(
  tf: Tf,
  learner: Learner,
  dataset: Dataset,
  settings: EpochSettings,
): { readonly metrics: Metrics } | { readonly divergedLoss: number } {
  const { loss, hasDiverged } = trainEpoch(learner, dataset, settings);
  if (hasDiverged) return { divergedLoss: loss };
  const metrics = { loss, ...validate(tf, learner, dataset, settings.objective) };
  const { limit, validationLimit = limit } = settings;
  return metrics.valLoss <= validationLimit ? { metrics } : { divergedLoss: metrics.valLoss };
}

/**
 * The training split in a new order; the last batch may be smaller. Ends at once when the mean loss has diverged.
 * `loss` is the mean over the examples, as they were met.
 */
function trainEpoch(
  learner: Learner,
  { splits: { train } }: Dataset,
  { batchSize, shuffle, limit }: EpochSettings,
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

/** valLoss, valAccuracy, … over the whole validation split, never over a batch of it. */
export function validate(
  tf: Tf,
  { model }: Learner,
  dataset: Dataset,
  objective?: Objective,
): Metrics & { valLoss: number } {
  const { validation } = dataset.splits;
  const names = [...standardMetrics[dataset.task.kind], ...(objective ? [splitless(objective.metric)] : [])];
  const predictions = predict(tf, model, dataset, validation);
  const metrics = evaluate(dataset.task, predictions, validation.y, [...new Set(names)]);
  const named = Object.entries(metrics).map(([name, value]) => [validationName(name), value]);
  return Object.fromEntries(named) as Metrics & { valLoss: number };
}
