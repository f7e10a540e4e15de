import type { Exhibit } from '../../reports/check-report.ts';
import { figure } from '../../reports/figure.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { fallOf, type LossDecrease } from './fall.ts';
import { significant } from './paired-comparison.ts';
import { completeConfigurationOf, realRun, runWithAdam } from './real-run.ts';
import type { Course } from './short-training.ts';

/**
 * A share of the untrained loss; a smaller decrease is examined further. Linear models at 3e-4 decrease by a sixth by
 * then, networks by a third and more.
 */
const plainFall = 0.05;
/** Another learning rate must be better by this factor before the middle's own is called wrong. */
const muchBetter = 3;
const safeRates = [3e-4, 1e-3] as const;

const advice =
  'no learning rate brings the loss down: look at checks signal, weights-move and overfit-few, and at the scale of the inputs';
const rateAdvice = 'move the range of learningRate in the space: most of its trials would be lost';

/**
 * The middle of the space must train; if it does not, a safe learning rate shows whether the space or the model is at
 * fault.
 */
export const lossFalls: Check = {
  name: 'loss-falls',
  hypothesis: 'the training loss falls over the first epochs in the middle of the space',
  isCheap: false,
  async run(context) {
    const run = await realRun(context);
    const fall = fallOf(run.course);
    const exhibits = [curveOf(run.course)];
    const { length: steps } = run.course.stepLosses;
    // JSON cannot represent a non-finite loss.
    const numbers = {
      steps,
      untrainedLoss: fall.from,
      ...(Number.isFinite(fall.to) ? { lastLoss: fall.to } : {}),
    };
    if (isFalling(fall) && fall.share >= plainFall) {
      return { status: 'pass', message: `${told(fall)} in ${steps} steps`, numbers, exhibits };
    }
    return { ...(await compareWithSafeRates(context, fall)), numbers, exhibits };
  },
};

function isFalling({ hasDiverged, share, z }: LossDecrease): boolean {
  return !hasDiverged && share > 0 && z > significant;
}

async function compareWithSafeRates(context: CheckContext, own: LossDecrease): Promise<Verdict> {
  for (const rate of safeRates) {
    const fall = fallOf(await runWithAdam(context, rate));
    const isMuchBetter = isFalling(fall) && fall.share >= Math.max(plainFall, muchBetter * own.share);
    if (isMuchBetter) return wrongRate(context, own, { rate, fall });
  }
  if (isFalling(own)) {
    return {
      status: 'pass',
      message: `${told(own)}, and no faster with Adam at ${safeRates.map(figure).join(' or ')}`,
    };
  }
  return {
    status: 'fail',
    message: `${told(own)}; nor does it fall at ${safeRates.map(figure).join(' or ')}`,
    advice,
  };
}

function wrongRate(
  context: CheckContext,
  own: LossDecrease,
  { rate, fall }: { readonly rate: number; readonly fall: LossDecrease },
): Verdict {
  const { learningRate, optimizer } = completeConfigurationOf(context);
  const middle = learningRate as number;
  const isHigh = own.hasDiverged || middle > rate;
  const named = `the learning rate ${figure(middle)} of the middle of the space is too ${isHigh ? 'high' : 'low'}`;
  const by = optimizer === 'adam' ? '' : ` for ${optimizer}`;
  const better = `with Adam at ${figure(rate)}, ${told(fall)}`;
  return { status: 'fail', message: `${named}${by}: ${told(own)}; ${better}`, advice: rateAdvice };
}

/** "the loss falls from 2.3 to 0.4". */
function told({ from, to, share, hasDiverged }: LossDecrease): string {
  if (hasDiverged) return `the loss diverges, from ${figure(from)} to ${figure(to)}`;
  const verb = share > 0 ? 'falls' : 'rises';
  return `the loss ${verb} from ${figure(from)} to ${figure(to)}`;
}

function curveOf({ untrainedLoss, history }: Course): Exhibit {
  const trained = history.slice(1);
  return {
    kind: 'lines',
    title: 'loss of the middle of the space',
    xName: 'epoch',
    yName: 'loss',
    firstX: 0,
    series: [
      { name: 'training', values: [untrainedLoss, ...trained.map(({ loss }) => loss as number)] },
      { name: 'validation', values: history.map(({ valLoss }) => valLoss as number) },
    ],
  };
}
