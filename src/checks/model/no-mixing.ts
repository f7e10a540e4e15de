import { figure } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import { dependencies, stirZeroWeights } from '../../training/probes/dependencies.ts';
import { traceLayers } from '../../training/probes/layers.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import { type Untrained, withUntrained } from '../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

const rows = 6;

export const noMixing: Check = {
  name: 'no-mixing',
  hypothesis: 'what is said of an example depends on no other example of its batch',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), (untrained) => judge(context, untrained)),
};

function judge(context: CheckContext, { model }: Untrained): Verdict {
  const { dataset, backend, seed } = context;
  const { tf } = backend;
  const sample = trainingSample(context, rows);
  if (sample.rows < 2) return { status: 'skip', message: 'there is one training row only' };
  const { x } = enteringTensors(tf, dataset, sample);
  const random = randomFor(seed, 'mixture');
  stirZeroWeights(tf, model, random);

  const evaluated = dependencies(tf, model, x, { training: false, random });
  if (evaluated === undefined) {
    return {
      status: 'skip',
      message: 'the inputs are looked up and have no gradient; one-by-one looks as well',
    };
  }
  const numbers = { others: offDiagonal(evaluated), own: onDiagonal(evaluated) };
  const { others, own } = numbers;
  if (others !== 0) {
    const message = `an example’s outputs change with other examples: derivative ${figure(others)}, and ${figure(own)} with its own inputs`;
    return { status: 'fail', message, advice, numbers };
  }
  if (own === 0) {
    // A rounding is flat and still lets the inputs through: whether any come through is for inputs-used.
    const message =
      'the inputs have a gradient of 0 everywhere, as behind a rounding; inputs-used and one-by-one look without one';
    return { status: 'skip', message, numbers };
  }
  const kinds = new Set(traceLayers(tf, model, x, false).map(({ className }) => className));
  if (kinds.has('BatchNormalization')) {
    const message =
      'examples are kept apart; in training they meet in the batch normalisation, as they should';
    return { status: 'pass', message, numbers };
  }
  const training = offDiagonal(dependencies(tf, model, x, { training: true, random }) ?? []);
  if (training !== 0) {
    const message = `in training, and only there, an example’s outputs change with other examples: derivative ${figure(training)}`;
    return { status: 'warn', message, advice, numbers: { ...numbers, training } };
  }
  return { status: 'pass', message: `${sample.rows} examples of a batch are kept apart`, numbers };
}

const advice =
  'Look for a reshape or transposition that moves the batch axis, and for a softmax, mean or norm along axis 0.';

function offDiagonal(strengths: readonly (readonly number[])[]): number {
  return Math.max(0, ...strengths.flatMap((row, at) => row.filter((_, other) => other !== at)));
}

/** Not the minimum, which would be zero where a rectifier is off. */
function onDiagonal(strengths: readonly (readonly number[])[]): number {
  return Math.max(...strengths.map((row, at) => row[at] as number));
}
