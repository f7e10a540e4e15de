import { counted } from '../../reports/figure.ts';
import type { PartView } from '../../study/outputs/part-views.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import { enteringTensors, outputsOf } from '../../training/probes/outputs.ts';
import { pullOnOutputs } from '../../training/probes/pulls.ts';
import { type Untrained, withUntrained } from '../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { mostJudgedParts, verdictOfParts } from '../part-verdicts.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';
import type { Mistakes } from './confident-mistakes.ts';
import { mistakesOfPart } from './mistakes-of-part.ts';
import { judgeModel } from './pulls-through-model.ts';

const rows = 8;

export const lossPulls: Check = {
  name: 'loss-pulls',
  hypothesis: 'the more wrong a prediction is, the loss still pulls it back',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), (untrained) => {
      const notFinite = judgeOwnOutputs(context, untrained);
      if (notFinite !== undefined) return notFinite;
      const judge = (view: PartView) => {
        const onOutputs = judgeLoss(context, untrained, view);
        if (onOutputs.status === 'fail') return onOutputs;
        return judgeModel(context, untrained.model, view) ?? onOutputs;
      };
      return verdictOfParts(context.dataset.task, judge, mostJudgedParts);
    }),
};

/** Tests the loss of finite outputs of the untrained model, which no gradient tells to be NaN. */
function judgeOwnOutputs(context: CheckContext, { model, loss }: Untrained): Verdict | undefined {
  const { backend, dataset } = context;
  const { tf } = backend;
  const sample = trainingSample(context, rows);
  const width = outputWidth(dataset.task);
  const { values } = outputsOf(tf, model, dataset, sample);
  if (values.length !== sample.rows * width || !values.every(Number.isFinite)) return undefined;
  const targets = Float32Array.from(enteringTensors(tf, dataset, sample).y.dataSync());
  const judged = {
    outputs: { values, width },
    targets: { values: targets, width },
    weights: sample.lossWeight,
  };
  const own = pullOnOutputs(tf, loss, judged);
  if (Number.isFinite(own.loss)) return undefined;
  const message = `the untrained model’s outputs for ${counted(sample.rows, 'training row')} are finite, and their loss is ${own.loss}`;
  return { status: 'fail', message, advice: adviceFor['not finite'], numbers: { loss: own.loss } };
}

/** Tests the loss alone, on artificial outputs that are wrong in one target. */
function judgeLoss(
  { backend: { tf }, dataset }: CheckContext,
  { loss }: Untrained,
  { task, span }: PartView,
): Verdict {
  const { splits } = dataset;
  const numbers: Record<string, number> = {};
  const mistakes = mistakesOfPart(dataset.task, { task, span });
  const unit =
    task.kind === 'classification'
      ? 'a margin of'
      : task.count
        ? 'an error in the logarithm of the count of'
        : 'an error in standard deviations of';
  for (const [index, { size, outputs, targets, wanted }] of mistakes.entries()) {
    const width = outputWidth(dataset.task);
    const weights = splits.train.lossWeight && new Float32Array(targets.values.length / width).fill(1);
    const { loss: reached, pull } = pullOnOutputs(tf, loss, { outputs, targets, weights });
    const found = weakest(pull, { wanted, width });
    numbers[`pull${size}`] = found.least;
    const left = leftOut({ task, byRow: found.byRow });
    if (left.length > 0) {
      const named = `${left.length === 1 ? 'class' : 'classes'} ${left.join(', ')}`;
      const without = `${unit} ${size} the loss has no gradient for rows of ${named}, and one for all others`;
      return { status: 'fail', message: `at ${without}`, advice: weightAdvice, numbers };
    }
    if (found.fault === undefined) continue;
    if (!Number.isFinite(reached)) {
      const message = `at ${unit} ${size} the loss is ${reached}`;
      return { status: 'fail', message, advice: adviceFor['not finite'], numbers };
    }
    const message = `at ${unit} ${size} the loss’s gradient is ${found.fault}`;
    // Such large outputs occur only in a training that already fails in other ways.
    const isExtreme = index === mistakes.length - 1 && found.fault === 'zero';
    return { status: isExtreme ? 'warn' : 'fail', message, advice: adviceFor[found.fault], numbers };
  }
  const sizes = mistakes.map(({ size }) => size).join(', ');
  return { status: 'pass', message: `the loss pulls on predictions that are wrong by ${sizes}`, numbers };
}

const adviceFor = {
  zero: 'Clip gradients (clipNorm) and not the loss, its probabilities or its errors: what is clipped away learns no more.',
  'not finite':
    'Compute the loss from logits, as tf.losses.softmaxCrossEntropy does: a logarithm of 0 is not finite.',
  'of the wrong sign':
    'The loss falls as the prediction becomes worse: look for a sign, or for swapped arguments.',
} as const;

const weightAdvice = 'Look at the weights of the classes in the loss: rows of weight 0 teach nothing.';

/** Classes without a gradient where all others have the right one, and are half of the classes or more. */
function leftOut({
  task,
  byRow,
}: {
  readonly task: PartView['task'];
  readonly byRow: readonly number[];
}): readonly string[] {
  if (task.kind !== 'classification' || byRow.some((pull) => pull < -smallestPull)) return [];
  const zero = byRow.flatMap((pull, row) => (pull <= smallestPull ? [task.classes[row] ?? ''] : []));
  return zero.length <= byRow.length / 2 ? zero : [];
}

/**
 * A mean over the rows divides by their number, and a loss may weight them: only a negligible gradient counts as none.
 */
const smallestPull = 1e-8;

/** The smallest gradient in the required direction over all examples, and its fault. */
function weakest(
  pull: Float32Array,
  { wanted, width }: { readonly wanted: Mistakes['wanted']; readonly width: number },
): { readonly least: number; readonly byRow: readonly number[]; readonly fault?: keyof typeof adviceFor } {
  if (pull.some((value) => !Number.isFinite(value)))
    return { least: Number.NaN, byRow: [], fault: 'not finite' };
  const byRow = Array.from({ length: pull.length / width }, (_, row) => {
    const along = Array.from({ length: width }, (_, output) => row * width + output);
    return along.reduce((sum, index) => sum + (pull[index] as number) * (wanted[index] as number), 0);
  });
  const least = Math.min(...byRow);
  if (least < -smallestPull) return { least, byRow, fault: 'of the wrong sign' };
  return least > smallestPull ? { least, byRow } : { least, byRow, fault: 'zero' };
}
