import { baseRate } from '../../baselines/base-rate.ts';
import type { Split } from '../../data/dataset.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import { toPredictions } from '../../metrics/predictions.ts';
import { figure } from '../../reports/figure.ts';
import { weightedMean } from '../../statistics/mean.ts';
import { medianOf } from '../../statistics/median.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { lossScale } from '../../training/loop/loss.ts';
import type { Check, Verdict } from '../check.ts';
import { verdictOfParts } from '../part-verdicts.ts';
import { trainingSample } from './checked-trial.ts';
import { classFrequencies } from './class-frequencies.ts';
import { untrainedOutputs } from './untrained-outputs.ts';

const rows = 200;

export const initialLoss: Check = {
  name: 'initial-loss',
  hypothesis: 'an untrained model loses what one that knows the class frequencies, or the mean, would lose',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const { task } = context.dataset;
    const sample = trainingSample(context, rows);
    const outputs = await untrainedOutputs(context, sample);
    return verdictOfParts(task, (view) => {
      const own = view.rows(sample);
      const losses = outputs.map((values) => lossOf(view.task, view.outputs(values), own));
      const loss = medianOf(losses);
      const expected = constantLoss(view.task, view.rows(context.dataset.splits.train), own);
      const unit =
        view.task.kind === 'regression' && view.task.count
          ? 2 * weightedMean(own.y, own.lossWeight)
          : undefined;
      return {
        ...judge(view.task, { loss, expected, unit }),
        numbers: { loss, expected, starts: losses.length },
      };
    });
  },
};

/** In squared units of the target, or of the transformed one. */
function lossOf(task: SingleTask, outputs: Float32Array, { y, lossWeight }: Split): number {
  if (task.kind === 'classification' || task.count || task.quantiles)
    return evaluate(task, toPredictions(task, outputs), y, ['loss'], lossWeight).loss as number;
  const squares = Float64Array.from(outputs, (output, row) => (output - (y[row] as number)) ** 2);
  return weightedMean(squares, lossWeight) * lossScale(task);
}

/**
 * Mean −ln f of the rows' classes, f being the training split's frequencies; or the mean squared deviation from its
 * mean; or the loss of its mean count or its quantiles.
 */
function constantLoss(task: SingleTask, train: Split, sample: Split): number {
  const { y, lossWeight } = sample;
  if (task.kind === 'regression' && (task.count || task.quantiles)) {
    const constant = baseRate({ task, splits: { train, validation: train, test: train } }, sample);
    return evaluate(task, constant, y, ['loss'], lossWeight).loss as number;
  }
  if (task.kind === 'regression')
    return (
      weightedMean(
        Float64Array.from(y, (value) => value ** 2),
        lossWeight,
      ) * lossScale(task)
    );
  const frequencies = classFrequencies(task, train);
  return weightedMean(
    Float64Array.from(y, (label) => -Math.log(frequencies[label] as number)),
    lossWeight,
  );
}

/**
 * Initialisers keep the variance of inputs, so initial outputs have a variance of about σ² = 1. That adds σ²/2 nats, or
 * σ² of the target's variances, to the expected loss. 55 sound pipelines with 3 to 30 initialisations each reached −0.2
 * to 0.7 nats and 0.8 to 2.7 variances.
 */
const tooHigh = {
  nats: { warn: 1.5, fail: 4 },
  variances: { warn: 5, fail: 20 },
  counts: { warn: 3, fail: 20 },
};
/** A share of the expected loss; the lowest of those initialisations had 0.8 of it. */
const tooLow = 0.5;

interface Losses {
  readonly loss: number;
  readonly expected: number;
  /** Twice the mean of counts: outputs of a variance of 1 add 0.65 of it. Undefined for other targets. */
  readonly unit: number | undefined;
}

function judge(task: SingleTask, { loss, expected, unit }: Losses): Verdict {
  const isClassification = task.kind === 'classification';
  const known = isClassification
    ? `the frequencies of ${task.classes.length} classes`
    : task.quantiles
      ? 'the quantiles alone'
      : 'the mean alone';
  const message = `loss ${figure(loss)} of the untrained model; knowing ${known} loses ${figure(expected)}`;
  if (!Number.isFinite(loss)) {
    return {
      status: 'fail',
      message,
      advice: 'Look for NaN in the inputs, and for a logarithm or division by 0.',
    };
  }
  // In nats, or in variances of the target: those of all training rows, for the sample may lack its extreme values.
  const [excess, { warn, fail }] = isClassification
    ? [loss - expected, tooHigh.nats]
    : unit !== undefined
      ? [(loss - expected) / unit, tooHigh.counts]
      : [loss / Math.max(expected, task.quantiles ? 0 : lossScale(task)), tooHigh.variances];
  if (excess > warn) {
    const advice =
      'The first outputs are too large: look at the scale of the inputs (data.scaling), the initialiser of the last layer and its bias.';
    return { status: excess > fail ? 'fail' : 'warn', message, advice };
  }
  if (loss < tooLow * expected) {
    const advice =
      'Unless its weights were trained before, the model is given the answer: look for it in the inputs.';
    return { status: 'warn', message, advice };
  }
  return { status: 'pass', message };
}
