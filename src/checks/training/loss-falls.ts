import type { Dataset } from '../../data/dataset.ts';
import type { Exhibit } from '../../reports/check-report.ts';
import { figure } from '../../reports/figure.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { extremesFirst } from '../extreme-values.ts';
import { fallOf, type LossDecrease, plainFall } from './fall.ts';
import { type Cured, findCure } from './find-cure.ts';
import { significant } from './paired-comparison.ts';
import { rankAgreement } from './rank-agreement.ts';
import { completeConfigurationOf, type RealRun, realRun } from './real-run.ts';
import type { Course } from './short-training.ts';

/** Another learning rate must be better by this factor before the middle's own is called wrong. */
const muchBetter = 3;
/** At a higher rate a broken model’s loss falls too, from very far up. */
const safeRate = 1e-3;

const advice =
  'no learning rate brings the loss down: look at checks signal, weights-move and overfit-few, and at the scale of the inputs';

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
    if (isFalling(run.dataset, run.course) && fall.share >= plainFall) {
      return { status: 'pass', message: `${told(fall)} in ${steps} steps`, numbers, exhibits };
    }
    return { ...(await compareWithCures(context, run)), numbers, exhibits };
  },
};

/** Beyond chance by the step losses, or by the order of the training rows: in a heavy tail a few rows hide all others. */
function isFalling(dataset: Dataset, course: Course): boolean {
  const { hasDiverged, share, z } = fallOf(course);
  if (hasDiverged || !(share > 0)) return false;
  return Math.max(z, rankAgreement(dataset, dataset.splits.train, course.trained)) > significant;
}

async function compareWithCures(context: CheckContext, { dataset, course }: RealRun): Promise<Verdict> {
  const own = fallOf(course);
  const enough = Math.max(plainFall, muchBetter * own.share);
  const isCured = (other: Course) => isFalling(dataset, other) && fallOf(other).share >= enough;
  const cured = await findCure(context, isCured, [safeRate]);
  if (cured !== undefined) return blamed(context, own, cured);
  const tried = `with Adam at ${figure(safeRate)} and nothing that regularises`;
  if (isFalling(dataset, course)) {
    return { status: 'pass', message: `${told(own)}, and no faster ${tried}` };
  }
  return {
    status: 'fail',
    message: `${told(own)}; nor does it fall ${tried}`,
    advice: extremesFirst(dataset) + advice,
  };
}

function blamed(context: CheckContext, own: LossDecrease, { cure, course }: Cured): Verdict {
  const better = `${cure.named}, ${told(fallOf(course))}`;
  if (cure.rate === undefined)
    return { status: 'fail', message: `${told(own)}; ${better}`, advice: cure.advice };
  const { learningRate, optimizer } = completeConfigurationOf(context);
  const middle = learningRate as number;
  const isHigh = own.hasDiverged || middle > cure.rate;
  const named = `the learning rate ${figure(middle)} of the middle of the space is too ${isHigh ? 'high' : 'low'}`;
  const by = optimizer === 'adam' ? '' : ` for ${optimizer}`;
  return { status: 'fail', message: `${named}${by}: ${told(own)}; ${better}`, advice: cure.advice };
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
