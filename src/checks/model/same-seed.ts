import { figure } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import { sampleRows } from '../../training/probes/rows.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { checkedTrial } from './checked-trial.ts';

/** The first step is computed, the second recorded and the third replayed, if steps are recorded at all. */
const steps = 3;

export const sameSeed: Check = {
  name: 'same-seed',
  hypothesis: 'the same seed trains the same, to the last bit, and another seed does not',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const first = await start(context, 0);
    const second = await start(context, 0);
    const other = await start(context, 1);
    const numbers = { loss: first.losses.at(-1) ?? Number.NaN };
    const advice =
      'Draw from Math.random as it is when `build` is called, which is seeded, and never from the clock or a generator of another library.';
    if (!isSame(first.weights, second.weights)) {
      const message = 'with the same seed the model starts from other weights the second time';
      return { status: 'fail', message, advice, numbers };
    }
    const step = first.losses.findIndex((loss, index) => !Object.is(loss, second.losses[index]));
    if (step >= 0) {
      const message = `with the same seed step ${step + 1} loses ${first.losses[step]} the first time and ${second.losses[step]} the second`;
      return { status: 'fail', message, advice, numbers };
    }
    if (isRandom(first.weights) && isSame(first.weights, other.weights)) {
      return {
        status: 'warn',
        message: 'the model starts from the same weights whatever the seed',
        advice:
          'Unless they were trained before, leave seeds out of the initialisers: repeated trials would not differ.',
        numbers,
      };
    }
    const losses = first.losses.map(figure).join(', ');
    return { status: 'pass', message: `${steps} steps lose ${losses} both times`, numbers };
  },
};

interface Start {
  /** The weights before the first step, one array each. */
  readonly weights: readonly Float32Array[];
  readonly losses: readonly number[];
}

function start(context: CheckContext, trial: number): Promise<Start> {
  const { train } = context.dataset.splits;
  return withUntrained(checkedTrial(context, trial), ({ learner, model }) => {
    const weights = model.getWeights().map((weight) => Float32Array.from(weight.dataSync()));
    const rows = sampleRows(train, learner.batchSize, randomFor(context.seed, 'steps'));
    return { weights, losses: Array.from({ length: steps }, () => learner.step(rows)) };
  });
}

function isSame(first: readonly Float32Array[], second: readonly Float32Array[]): boolean {
  return (
    first.length === second.length &&
    first.every((values, index) => values.every((value, at) => Object.is(value, second[index]?.[at])))
  );
}

/** True when an array has different initial values, which excludes constant initialisation such as a bias's. */
function isRandom(weights: readonly Float32Array[]): boolean {
  return weights.some((values) => new Set(values).size > values.length / 2 && values.length > 1);
}
