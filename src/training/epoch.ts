import type { Dataset } from '../data/dataset.ts';
import type { Random } from '../study/random.ts';
import type { Metrics } from '../study/trial.ts';
import { type Learner, predict } from './learner.ts';
import { evaluate } from './metrics.ts';
import type { Tf } from './tensorflow.ts';

/** A mean over fewer steps than this is not yet held against a trial, unless the epoch has fewer. */
const stepsBeforeJudgement = 20;

/**
 * One pass over the training split in a new order; the last batch may be smaller. Ends at once as diverged when the
 * mean loss is not finite or above `limit`. `loss` is the mean over the examples, as they were met.
 */
export function trainEpoch(
  learner: Learner,
  { splits: { train } }: Dataset,
  batchSize: number,
  { shuffle, limit }: { shuffle: Random; limit: number },
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
export function validate(tf: Tf, { model }: Learner, dataset: Dataset): Metrics & { valLoss: number } {
  const { validation } = dataset.splits;
  const metrics = evaluate(dataset.task, predict(tf, model, dataset, validation), validation.y);
  const named = Object.entries(metrics).map(([name, value]) => [validationName(name), value]);
  return Object.fromEntries(named) as Metrics & { valLoss: number };
}

function validationName(name: string): string {
  return `val${name[0]?.toUpperCase()}${name.slice(1)}`;
}
