import { percent } from '../../reports/number-text.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Configuration } from '../../study/search-space.ts';
import { predict } from '../../training/predict.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { drawRows, withSplits } from '../subset.ts';
import { beyondSpace, changesBetween, largestOfSpace } from './largest-model.ts';
import { errorLeft } from './reducible-error.ts';
import { trainShortly } from './short-training.ts';

const mostRows = { table: 1000, images: 200 } as const;
/** Small models of tables may need as many steps; products limit those of large models to about a second. */
const mostSteps = { table: 1500, images: 100 } as const;
const products = 8e8;
const fewestSteps = 60;
/** A model that leaves less of the reducible error fits the training rows. */
const fitted = 0.1;
/** The larger model must leave less than this part of what the space's largest one leaves. */
const muchLess = 0.5;
/** A training that has gained less than this in its last quarter gains no more. */
const leastGain = 0.1;

const advice =
  'no configuration of the space can overfit, and a net that cannot overfit has nothing to regularise: raise the largest units, filters or layers of the space';

/** Karpathy's third step: first a model that is large enough to overfit the training set, then regularisers. */
export const fitsTrainingSet: Check = {
  name: 'fits-training-set',
  hypothesis: 'the largest model of the space can fit the training rows, regularisers off',
  isCheap: false,
  async run(context) {
    const { model, where } = context.spec;
    if (model.kind === 'family' && model.family === 'linear') {
      return { status: 'skip', message: 'a linear model has no capacity to choose' };
    }
    const largest = largestOfSpace(context);
    const own = await fitOf(context, largest);
    if (own.steps === 0) {
      return {
        status: 'skip',
        message: 'the largest model diverges in its first epoch: see check loss-falls',
      };
    }
    const numbers = { rows: own.rows, steps: own.steps, errorLeft: own.left };
    const reached = `${percent(1 - own.left)} of the reducible error of ${own.rows} training rows is gone in ${own.steps} steps`;
    if (own.left <= fitted) return { status: 'pass', message: reached, numbers };
    const larger = where?.parameters?.max === undefined ? beyondSpace(context, largest) : undefined;
    // A training that still gains needs steps, and no other size.
    if (larger === undefined || own.isGaining) return { status: 'pass', message: reached, numbers };
    return compared(own, await fitOf(context, larger), { reached, change: changesBetween(largest, larger) });
  },
};

interface ReachedFit {
  readonly rows: number;
  readonly steps: number;
  /** The share of the reducible error that is left. */
  readonly left: number;
  readonly isGaining: boolean;
}

function compared(
  own: ReachedFit,
  other: ReachedFit,
  { reached, change }: { readonly reached: string; readonly change: string },
): Verdict {
  const { rows, steps, left } = own;
  const numbers = { rows, steps, errorLeft: left, largerErrorLeft: other.left };
  const message = `${reached}, and ${percent(1 - other.left)} with ${change}`;
  const isSmall = other.left < muchLess * own.left && other.steps <= own.steps;
  return isSmall ? { status: 'warn', message, advice, numbers } : { status: 'pass', message, numbers };
}

/** Trains on training rows alone, which the metrics are of as well, until they are fitted. */
async function fitOf(context: CheckContext, config: Configuration): Promise<ReachedFit> {
  const { splits, inputShape } = context.dataset;
  const kind = inputShape.length === 1 ? 'table' : 'images';
  const train = drawRows(splits.train, mostRows[kind], randomFor(context.seed, 'check', 'fit'));
  const dataset = withSplits(context.dataset, { train, validation: train });
  const batchSize = Math.min(Number(config.batchSize), Math.ceil(train.rows / 4));
  const stepsPerEpoch = Math.ceil(train.rows / batchSize);
  const left: number[] = [];
  const leftOf = errorLeft(dataset);
  let mostEpochs = Math.ceil(mostSteps[kind] / stepsPerEpoch);
  await trainShortly(context, {
    family: context.family,
    config: { ...config, batchSize },
    dataset,
    epochs: mostEpochs,
    onEpoch: (model, epoch, metrics) => {
      if (epoch === 0) {
        const affordable = Math.max(fewestSteps, products / (model.countParams() * batchSize));
        mostEpochs = Math.min(mostEpochs, Math.ceil(affordable / stepsPerEpoch));
        return false;
      }
      left.push(leftOf(metrics, () => predict(context.backend.tf, model, dataset, train)));
      return (left.at(-1) as number) <= fitted || epoch >= mostEpochs;
    },
  });
  const best = Math.min(1, ...left);
  const earlier = Math.min(1, ...left.slice(0, Math.floor(0.75 * left.length)));
  return {
    ...{ rows: train.rows, steps: left.length * stepsPerEpoch, left: best },
    isGaining: best < (1 - leastGain) * earlier,
  };
}
