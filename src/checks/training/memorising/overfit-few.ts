import { titleOf } from '../../../metrics/metric-format.ts';
import { readableOf } from '../../../metrics/task-metrics.ts';
import { validationName } from '../../../metrics/validation-metric.ts';
import { figure } from '../../../reports/figure.ts';
import { randomFor } from '../../../statistics/random.ts';
import { sizeOf } from '../../../training/wasm-kernels/shape.ts';
import type { Check, CheckContext, Verdict } from '../../check.ts';
import { extremesFirst } from '../../extreme-values.ts';
import { withSplits } from '../../subset.ts';
import { fewExamples } from './few-examples.ts';
import { type Attempt, type Memorising, memorise, mostSteps } from './memorise.ts';
import { isUnsure } from './memorised.ts';
import { memorisedExhibits } from './memorised-exhibits.ts';
import { layersOff, layersOn } from './module-layers.ts';

const mostExamples = 8;

const advice =
  'a net that cannot memorise a handful of examples has too little capacity, a gradient that does not reach its layers, or targets that are not those of its inputs: look at checks signal and weights-move, and at what enters the net';

const divergedAdvice =
  'the loss is infinite or NaN at every rate: look for a logarithm, a division or a root in the module’s loss and layers, and for extreme values in what enters the net';

const unsureAdvice =
  'A smoothing, a margin or a squared error in the module’s loss keeps probabilities away from 1: search by valAccuracy, or change the loss.';

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
    const memorising = await memorise(context, withSplits(dataset, { train: few, validation: few }));
    const { predictions } = memorising.attempts.at(-1) as Attempt;
    return {
      ...(await verdictOf(context, memorising)),
      exhibits: memorisedExhibits(context, few, predictions),
    };
  },
};

/**
 * A linear model, such as a user's may be, can fit as many points as it has inputs plus one: points in general position
 * can then have any targets. So can a network of one input: eight noisy neighbours on a line took it thousands of steps.
 */
function countFor({ dataset, spec: { model } }: CheckContext): number {
  const inputs = sizeOf(dataset.inputShape);
  const isSurelyDeep = model.kind === 'family' && model.family !== 'linear' && inputs > 1;
  return isSurelyDeep ? mostExamples : Math.min(mostExamples, inputs + 1);
}

async function verdictOf(context: CheckContext, memorising: Memorising): Promise<Verdict> {
  const { family, dataset, reachable, attempts } = memorising;
  const { task, splits } = dataset;
  const last = attempts.at(-1) as Attempt;
  const { valLoss, valR2, loss } = last.reached as Record<string, number>;
  const readable = readableOf(task);
  const fit =
    task.kind === 'regression'
      ? `R² ${figure(valR2 as number)}`
      : `${titleOf(readable)} ${figure(last.reached[validationName(readable)] as number)}`;
  // A training that diverges in its first epoch has no loss.
  const own =
    reachable &&
    `; the module’s own loss ${figure(loss ?? reachable.start)}, at the least ${figure(reachable.least)}`;
  const reached = `loss ${figure(valLoss as number)} and ${fit}${own ?? ''}`;
  const numbers = {
    examples: splits.train.rows,
    attempts: attempts.length,
    steps: last.steps,
    loss: valLoss as number,
    ...(reachable && { ownLoss: loss ?? reachable.start, leastOwnLoss: reachable.least }),
  };
  const isByInputs = splits.train.rows < mostExamples && splits.train.rows === countFor(context);
  const examples = `${splits.train.rows} examples${isByInputs ? ', one more than the inputs,' : ''}`;
  if (last.isLearned) {
    const at = `${last.steps} steps at learning rate ${figure(last.learningRate)}`;
    const message = `${examples} memorised in ${at}${await layersOff(context)}: ${reached}`;
    const unsure = unsureOf(context, memorising);
    if (unsure === undefined) return { status: 'pass', message, numbers };
    return { status: 'warn', message: message + unsure, advice: unsureAdvice, numbers };
  }
  const tried = `in ${mostSteps} steps at learning rates ${ratesOf(attempts)}, regularisers off${await layersOff(context)}${await layersOn(context, family)}`;
  const how = last.diverged ? 'the loss diverges' : `still ${reached}`;
  const message = `${examples} cannot be memorised ${tried}: ${how}`;
  const cause = attempts.every(({ diverged }) => diverged) ? divergedAdvice : advice;
  return { status: 'fail', message, advice: extremesFirst(context.dataset) + cause, numbers };
}

/** Names the optimiser where the space's own is not that of the others. */
function ratesOf(attempts: readonly Attempt[]): string {
  const isOne = new Set(attempts.map(({ optimizer }) => optimizer)).size === 1;
  return attempts
    .map(({ learningRate, optimizer }) => `${figure(learningRate)}${isOne ? '' : ` (${optimizer})`}`)
    .join(', ');
}

/** Said where the study is judged by probabilities that its own loss keeps down. */
function unsureOf({ spec }: CheckContext, { dataset, reachable }: Memorising): string | undefined {
  if (reachable === undefined || spec.objective.metric !== 'valLoss') return undefined;
  if (!isUnsure(dataset.task, reachable)) return undefined;
  const there = reachable.metrics.loss as number;
  return `; where it is least, valLoss is still ${figure(there)}: labels have a probability of ${figure(Math.exp(-there))}`;
}
