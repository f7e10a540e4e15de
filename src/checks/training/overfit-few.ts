import type { Dataset, Task } from '../../data/dataset.ts';
import { figure } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Configuration } from '../../study/search-space.ts';
import type { Metrics } from '../../study/trial.ts';
import { sizeOf } from '../../training/wasm-kernels/shape.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { withSplits } from '../subset.ts';
import { fewExamples } from './few-examples.ts';
import { completeConfigurationOf, withAdam } from './real-run.ts';
import { withoutRegularisers } from './settings.ts';
import { trainShortly } from './short-training.ts';

const mostExamples = 8;
/** One step per epoch, with all examples in it. */
const mostSteps = 400;
/**
 * Further rates, with Adam, when the middle's own settings do not suffice. A linear model of correlated features needs
 * the largest.
 */
const otherRates = [3e-3, 1e-2, 3e-2] as const;
/** In nats: with eight examples none can be wrong at a mean below ln 2 / 8. */
const nearZero = 0.05;
const nearOne = 0.99;

const advice =
  'a net that cannot memorise a handful of examples has too little capacity, a gradient that does not reach its layers, or targets that are not those of its inputs: look at checks signal and weights-move, and at what enters the net';

/** Karpathy's overfit-one-batch test: a model that can learn at all can memorise it. */
export const overfitFew: Check = {
  name: 'overfit-few',
  hypothesis: 'a handful of examples can be memorised, to a loss of nearly zero',
  isCheap: false,
  async run(context) {
    const { dataset, seed } = context;
    const few = fewExamples(dataset, countFor(context), randomFor(seed, 'check', 'few'));
    if (few.rows < 2 || new Set(few.y).size < 2) {
      return { status: 'skip', message: 'the training rows hold no two examples with different targets' };
    }
    return learnByHeart(context, withSplits(dataset, { train: few, validation: few }));
  },
};

/**
 * A linear model, such as a user's may be, can fit as many points as it has inputs plus one: points in general position
 * can then have any targets.
 */
function countFor({ dataset, spec: { model } }: CheckContext): number {
  const inputs = sizeOf(dataset.inputShape);
  const isSurelyDeep = model.kind === 'family' && model.family !== 'linear';
  return isSurelyDeep ? mostExamples : Math.min(mostExamples, inputs + 1);
}

interface Attempt {
  readonly learningRate: number;
  readonly steps: number;
  readonly isLearned: boolean;
  readonly reached: Metrics;
  readonly diverged: boolean;
}

async function learnByHeart(context: CheckContext, dataset: Dataset): Promise<Verdict> {
  const plain = { ...withoutRegularisers(context), batchSize: dataset.splits.train.rows };
  const attempts: Attempt[] = [];
  for (const config of [plain, ...otherRates.map((rate) => withAdam(plain, rate))]) {
    const attempt = await tryOnce(context, dataset, config);
    attempts.push(attempt);
    if (attempt.isLearned) break;
  }
  return verdictOf(context, dataset, attempts);
}

async function tryOnce(context: CheckContext, dataset: Dataset, config: Configuration): Promise<Attempt> {
  let isLearned = false;
  const course = await trainShortly(context, {
    family: context.family,
    config,
    dataset,
    epochs: mostSteps,
    onEpoch: (_, epoch, metrics) => {
      isLearned = epoch > 0 && isByHeart(context, dataset.task, metrics);
      return isLearned;
    },
  });
  const reached = course.history.at(-1) as Metrics;
  const diverged = course.divergedLoss !== undefined;
  return {
    learningRate: config.learningRate as number,
    steps: course.stepLosses.length,
    isLearned,
    reached,
    diverged,
  };
}

/**
 * Judged by the examples' predictions; or by the step's loss, for a model whose layers behave differently in training.
 * A module's own loss may have any scale.
 */
function isByHeart({ family }: CheckContext, task: Task, metrics: Metrics): boolean {
  const { loss, valLoss, valAccuracy, valR2 } = metrics as Record<string, number>;
  if (task.kind === 'regression') return (valR2 as number) > nearOne;
  if (family.loss !== undefined) return valAccuracy === 1;
  return Math.min(loss as number, valLoss as number) < nearZero;
}

function verdictOf(context: CheckContext, { task, splits }: Dataset, attempts: readonly Attempt[]): Verdict {
  const last = attempts.at(-1) as Attempt;
  const { valLoss, valAccuracy, valR2 } = last.reached as Record<string, number>;
  const fit =
    task.kind === 'classification'
      ? `accuracy ${figure(valAccuracy as number)}`
      : `R² ${figure(valR2 as number)}`;
  const reached = `loss ${figure(valLoss as number)} and ${fit}`;
  const numbers = {
    examples: splits.train.rows,
    attempts: attempts.length,
    steps: last.steps,
    loss: valLoss as number,
  };
  const middle = completeConfigurationOf(context).learningRate as number;
  const rates = [middle, ...attempts.slice(1).map(({ learningRate }) => learningRate)].map(figure);
  const examples = `${splits.train.rows} examples`;
  if (last.isLearned) {
    const at = `${last.steps} steps at learning rate ${rates.at(-1)}`;
    return { status: 'pass', message: `${examples} memorised in ${at}: ${reached}`, numbers };
  }
  const tried = `in ${mostSteps} steps at learning rates ${rates.join(', ')}, regularisers off`;
  const how = last.diverged ? 'the loss diverges' : `still ${reached}`;
  return {
    status: 'fail',
    message: `${examples} cannot be memorised ${tried}: ${how}`,
    advice,
    numbers,
  };
}
