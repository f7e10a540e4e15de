import { figure } from '../../reports/figure.ts';
import type { Check } from '../check.ts';
import { fallOf } from './fall.ts';
import { completeConfigurationOf, realRun } from './real-run.ts';
import { withDoubleSize } from './settings.ts';
import { trainShortly } from './short-training.ts';

/** The larger model is compared at a quarter of the steps: each may take four times as long. */
const shareOfEpochs = 1 / 4;
/** A share of the untrained loss: a smaller increase counts as equal. */
const tolerance = 0.1;

const advice =
  'more capacity should bring the training loss down further: look at the learning rate and at the initialisation, which larger models are more sensitive to';

export const capacity: Check = {
  name: 'capacity',
  hypothesis: 'the training loss falls further, or as far, when the model has twice the capacity',
  isCheap: false,
  async run(context) {
    const larger = withDoubleSize(context);
    if (larger === undefined) {
      return {
        status: 'skip',
        message: 'no parameter of the model says how large it is (units, filters, layers)',
      };
    }
    const { dataset, epochs, course } = await realRun(context);
    const enoughEpochs = Math.ceil(epochs * shareOfEpochs);
    const other = await trainShortly(context, {
      family: context.family,
      config: larger.config,
      dataset,
      epochs,
      onEpoch: (_, epoch) => epoch === enoughEpochs,
    });
    const steps = Math.min(other.stepLosses.length, course.stepLosses.length);
    const [small, large] = [fallOf(course, steps), fallOf(other)];
    const complete = completeConfigurationOf(context);
    const change = larger.doubled
      .map((name) => `${name} ${complete[name]} → ${larger.config[name]}`)
      .join(', ');
    const numbers = { steps, loss: small.to, largerLoss: large.to, untrainedLoss: small.from };
    if (small.hasDiverged) {
      return { status: 'skip', message: 'the middle of the space diverges: see check loss-falls', numbers };
    }
    const message = `after ${steps} steps the loss is ${figure(small.to)}, and ${figure(large.to)} with ${change}`;
    const isEnough = !large.hasDiverged && large.to <= small.to + tolerance * small.from;
    return isEnough ? { status: 'pass', message, numbers } : { status: 'warn', message, advice, numbers };
  },
};
