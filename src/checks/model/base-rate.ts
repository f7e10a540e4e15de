import type { Task } from '../../data/dataset.ts';
import { toPredictions } from '../../metrics/predictions.ts';
import { figure, figureOf, percent } from '../../reports/figure.ts';
import { ownValue, predictedValue } from '../../study/outputs/target-scale.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import { outputBias } from '../../training/output-bias.ts';
import type { Check, Verdict } from '../check.ts';
import { verdictOfParts } from '../part-verdicts.ts';
import { trainingSample } from './checked-trial.ts';
import { classFrequencies } from './class-frequencies.ts';
import { untrainedOutputs } from './untrained-outputs.ts';

const rows = 200;

export const baseRate: Check = {
  name: 'base-rate',
  hypothesis:
    'untrained models say on average how frequent the classes are, or the mean or the quantiles of the target',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const { task, splits } = context.dataset;
    const outputs = await untrainedOutputs(context, trainingSample(context, rows));
    return verdictOfParts(task, (view) => {
      const own = outputs.map((values) => view.outputs(values));
      return view.task.kind === 'classification'
        ? judgeClasses(
            view.task,
            meanOutputs(own, outputWidth(view.task)),
            classFrequencies(view.task, view.rows(splits.train)),
          )
        : judgeNumbers(
            view.task,
            meanOutputs(own, outputWidth(view.task)),
            outputBias({ task: view.task, splits: { train: view.rows(splits.train) } }),
          );
    });
  },
};

/** In nats; 55 sound pipelines with 3 to 30 initialisations each reached at most 0.08. */
const classLimits = { warn: 0.3, fail: 1 };
/** In standard deviations of the target; those pipelines reached 0.5. */
const meanLimits = { warn: 1, fail: 3 };

const advice =
  'Leave the last layer’s bias at zero: it is started at the classes’ log-odds, or the target’s mean, then. An initialiser of the user’s own is kept, and is far from them.';

/** Averaged before the softmax: there the initial weights, which have mean zero, cancel out and the bias remains. */
function meanOutputs(outputs: readonly Float32Array[], width: number): number[] {
  const sums = new Array<number>(width).fill(0);
  let count = 0;
  for (const values of outputs) {
    for (let index = 0; index < values.length; index++) {
      sums[index % width] = (sums[index % width] as number) + (values[index] as number);
    }
    count += values.length / width;
  }
  return sums.map((sum) => sum / count);
}

type Regression = Extract<Task, { kind: 'regression' }>;
type Classification = Extract<Task, { kind: 'classification' }>;

function judgeClasses(task: Classification, logits: number[], frequencies: number[]): Verdict {
  const said = [...toPredictions(task, logits)];
  const divergence = frequencies.reduce(
    (sum, frequency, label) => sum + frequency * Math.log(frequency / (said[label] as number)),
    0,
  );
  const lines = task.classes.map(
    (name, label) =>
      `${name}: ${percent(frequencies[label] ?? 0)} of the rows, ${percent(said[label] ?? 0)} said`,
  );
  return {
    ...judge(divergence, classLimits),
    message: `the classes that are said and those of the rows are ${figure(divergence)} nats apart`,
    numbers: { divergence },
    exhibits: [{ kind: 'text', title: 'Classes before training', lines }],
  };
}

function judgeMean(task: Extract<Task, { kind: 'regression' }>, output: number): Verdict {
  const { target, std } = task;
  const [said, mean, above] = [output, 0, 1].map((scaled) => ownValue(scaled, task)) as [
    number,
    number,
    number,
  ];
  const spread = task.transform === undefined ? std : above - mean;
  // Digits enough to see a tenth of the spread.
  const digits = Math.min(15, Math.max(3, 2 + Math.ceil(Math.log10(Math.abs(mean) / spread))));
  return {
    ...judge(Math.abs(output), meanLimits),
    message: `${target} is said to be ${figureOf(said, digits)} on average, and is ${figureOf(mean, digits)} ± ${figure(spread)}`,
    numbers: { said, mean, deviations: output },
  };
}

function judgeNumbers(task: Regression, means: readonly number[], expected: Float32Array): Verdict {
  return task.count || task.quantiles
    ? judgeConstants(task, means, expected)
    : judgeMean(task, means[0] as number);
}

/** The mean count, whose logarithm is compared, or the quantiles of the training rows. */
function judgeConstants(task: Regression, outputs: readonly number[], expected: Float32Array): Verdict {
  const { target, quantiles } = task;
  const names = quantiles?.map((quantile) => `the ${quantile} quantile`) ?? ['the mean'];
  const distances = outputs.map((output, at) => Math.abs(output - (expected[at] as number)));
  const worst = distances.indexOf(Math.max(...distances));
  const [said, known] = [outputs, expected].map((each) =>
    figure(predictedValue(each[worst] as number, task)),
  );
  const distance = distances[worst] as number;
  return {
    ...judge(distance, meanLimits),
    message: `${names[worst]} of ${target} is said to be ${said} on average, and is ${known}`,
    numbers: { deviations: distance },
  };
}

function judge(distance: number, { warn, fail }: typeof classLimits): Pick<Verdict, 'status' | 'advice'> {
  // NaN is not below the limit either.
  if (distance <= warn) return { status: 'pass' };
  return { status: distance <= fail ? 'warn' : 'fail', advice };
}
