import type { Task } from '../../data/dataset.ts';
import { figure } from '../../reports/figure.ts';
import { outputsOf } from '../../training/probes/outputs.ts';
import { scaleLastLayer } from '../../training/probes/pulls.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { Check, Verdict } from '../check.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

const rows = 128;
/** Move outputs of any usual size far beyond [−1, 1], in both directions. */
const factors = [1, 1000, -1];

export const logits: Check = {
  name: 'logits',
  hypothesis: 'the outputs are free: logits of any size, or values that reach all targets',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), ({ model }) => {
      const { backend, dataset } = context;
      const sample = trainingSample(context, rows);
      const outputs = factors.flatMap((factor) => {
        scaleLastLayer(backend.tf, model, factor);
        return [...outputsOf(backend.tf, model, dataset, sample).values];
      });
      const range = { lowest: least(outputs), highest: -least(outputs.map((value) => -value)) };
      const { task } = dataset;
      return {
        ...(task.kind === 'classification'
          ? judgeLogits(task, outputs, range)
          : task.kind === 'regression'
            ? judgeValues(
                task.count ? sample.y.map((count) => Math.log(Math.max(count, 0.5))) : sample.y,
                range,
              )
            : judgeFree(range)),
        numbers: { ...range },
      };
    }),
};

interface Range {
  readonly lowest: number;
  readonly highest: number;
}

function judgeLogits(
  { classes }: Extract<Task, { kind: 'classification' }>,
  outputs: number[],
  range: Range,
): Verdict {
  const { lowest, highest } = range;
  const slack = 1e-3;
  if (classes.length > 1 && areDistributions(outputs, classes.length, slack)) {
    return {
      status: 'fail',
      message: 'the outputs of every row are probabilities that sum to 1, and must be logits',
      advice: 'Take one softmax off: a second one is applied to them, and its gradients are tiny.',
    };
  }
  const within = `whatever the weights of the last layer, the outputs stay within [${figure(lowest)}, ${figure(highest)}]`;
  const advice = 'Let the last layer be linear: it must give logits, without an activation of its own.';
  const isConstant = highest - lowest < slack;
  if (!isConstant && lowest >= -1 - slack && highest <= 1 + slack) {
    return { status: 'fail', message: `${within}, and must be logits of any size`, advice };
  }
  if (!isConstant && lowest >= 0) {
    return { status: 'fail', message: `${within}: a logit below 0 cannot be given`, advice };
  }
  return {
    status: 'pass',
    message: `the outputs are logits, ${figure(lowest)} to ${figure(highest)} when pushed`,
  };
}

function judgeValues(targets: Float32Array, { lowest, highest }: Range): Verdict {
  const [least, most] = [Math.min(...targets), Math.max(...targets)];
  const reaches = `[${figure(lowest)}, ${figure(highest)}]`;
  if (highest - lowest > 1e-3 && (lowest > least || highest < most)) {
    return {
      status: 'fail',
      message: `whatever the weights of the last layer, the outputs stay within ${reaches}; the scaled targets lie within [${figure(least)}, ${figure(most)}]`,
      advice: 'Let the last layer be linear: targets are standardised, and half of them are below 0.',
    };
  }
  return { status: 'pass', message: `the outputs reach ${reaches} when pushed, and so all targets` };
}

/** Outputs of several targets, or of labels, must be of any size in both directions. */
function judgeFree({ lowest, highest }: Range): Verdict {
  const reaches = `[${figure(lowest)}, ${figure(highest)}]`;
  if (highest - lowest > 1e-3 && (lowest >= 0 || (lowest >= -1.001 && highest <= 1.001))) {
    return {
      status: 'fail',
      message: `whatever the weights of the last layer, the outputs stay within ${reaches}`,
      advice: 'Let the last layer be linear: it must give logits and scaled values of any size.',
    };
  }
  return { status: 'pass', message: `the outputs reach ${reaches} when pushed` };
}

function areDistributions(outputs: readonly number[], width: number, slack: number): boolean {
  for (let start = 0; start < outputs.length; start += width) {
    const row = outputs.slice(start, start + width);
    const sum = row.reduce((total, value) => total + value, 0);
    if (!(Math.abs(sum - 1) < slack && row.every((value) => value >= 0 && value <= 1))) return false;
  }
  return true;
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY);
}
