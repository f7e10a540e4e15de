import type { Dataset } from '../../../data/dataset.ts';
import type { Predictions } from '../../../metrics/predictions.ts';
import type { Configuration } from '../../../study/search-space.ts';
import type { Metrics } from '../../../study/trial.ts';
import type { ModelFamily } from '../../../training/models/model-family.ts';
import { familyWithout, regularisingKinds } from '../../../training/probes/regularising-layers.ts';
import type { CheckContext } from '../../check.ts';
import { withAdam } from '../real-run.ts';
import { withoutRegularisers } from '../settings.ts';
import { trainShortly } from '../short-training.ts';
import { isMemorised, type Reachable, reachableOf } from './memorised.ts';

/** One step per epoch, with all examples in it. */
export const mostSteps = 400;
/**
 * Further rates, with Adam, when the middle's own settings do not suffice. A linear model of correlated features needs
 * the largest.
 */
const otherRates = [3e-3, 1e-2, 3e-2] as const;

/** Trainings on a few examples, without regularisers. */
export interface Memorising {
  readonly family: ModelFamily;
  /** The examples, as both splits. */
  readonly dataset: Dataset;
  /** The least that a loss of the module's own can reach on them. */
  readonly reachable: Reachable | undefined;
  /** The last one may have memorised them. */
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly optimizer: string;
  readonly learningRate: number;
  readonly steps: number;
  readonly isLearned: boolean;
  readonly reached: Metrics;
  readonly diverged: boolean;
  readonly predictions: Predictions;
}

/** Trains at the middle's own settings, then at other rates, until the examples are memorised. */
export async function memorise(context: CheckContext, dataset: Dataset): Promise<Memorising> {
  const few = dataset.splits.train;
  const plain = { ...withoutRegularisers(context), batchSize: few.rows };
  const family = familyWithout(context.family, regularisingKinds);
  const reachable = await reachableOf(context, few);
  const attempts: Attempt[] = [];
  const others = otherRates.map((rate) => withAdam(plain, rate)).filter((other) => !isAlike(plain, other));
  for (const config of [plain, ...others]) {
    const attempt = await tryOnce(context, { family, dataset, reachable }, config);
    attempts.push(attempt);
    if (attempt.isLearned) break;
  }
  return { family, dataset, reachable, attempts };
}

/** The middle of a logarithmic range differs from a round rate in its last digits. */
function isAlike(one: Configuration, other: Configuration): boolean {
  const rate = other.learningRate as number;
  const isNear = Math.abs((one.learningRate as number) - rate) < 1e-6 * rate;
  return isNear && one.optimizer === other.optimizer && one.schedule === other.schedule;
}

async function tryOnce(
  context: CheckContext,
  { family, dataset, reachable }: Omit<Memorising, 'attempts'>,
  config: Configuration,
): Promise<Attempt> {
  let isLearned = false;
  const course = await trainShortly(context, {
    family,
    config,
    dataset,
    epochs: mostSteps,
    onEpoch: (_, epoch, metrics) => {
      isLearned = epoch > 0 && isMemorised(dataset.task, metrics, reachable);
      return isLearned;
    },
  });
  const reached = course.history.at(-1) as Metrics;
  const diverged = course.divergedLoss !== undefined;
  return {
    optimizer: String(config.optimizer),
    learningRate: config.learningRate as number,
    steps: course.stepLosses.length,
    isLearned,
    reached,
    diverged,
    predictions: course.predictions,
  };
}
