import type { Dataset } from '../../data/dataset.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { figure } from '../../reports/figure.ts';
import { weightedMean } from '../../statistics/mean.ts';
import { ownValue } from '../../study/outputs/target-scale.ts';
import { linear } from '../../training/models/linear.ts';
import { trainingParameters } from '../../training/training-parameters.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { beatsConstant, described } from './beats-constant.ts';
import { compare, significant } from './paired-comparison.ts';
import { type RealRun, realRun } from './real-run.ts';
import { trainShortly } from './short-training.ts';

/**
 * Over ten seeds of networks on the built-in data, a noisy line and word counts, the minimum was 0.83, on the words.
 */
const enoughGained = 0.7;

const constantAdvice =
  'whatever is learned does not carry over to the validation rows: look at the labels, at the splits, and at check blind-baseline';
const linearAdvice =
  'the model makes less of the inputs than a linear one: try a lower learning rate, fewer layers or less regularisation, and look at check loss-falls; or search the linear family itself';

/** Simple predictors that a model must beat: the most frequent class or the mean, and a linear model. */
export const simpleBaselines: Check = {
  name: 'simple-baselines',
  hypothesis: 'the model beats the base rate, and is no worse than a linear model trained alike',
  isCheap: false,
  async run(context) {
    const run = await realRun(context);
    const { dataset } = run;
    const source = dataset.task.kind === 'classification' ? 'by the base rates' : 'by the mean';
    const constant = { predictions: baseRate(dataset), source, advice: constantAdvice };
    const verdict = await beatsConstant(context, constant);
    if (verdict.status !== 'pass' || isLinear(context)) return verdict;
    return againstLinear(context, run, verdict);
  },
};

function isLinear({ spec: { model } }: CheckContext): boolean {
  return model.kind === 'family' && model.family === 'linear';
}

/** For each validation row, the class shares of the training rows, or their mean. */
function baseRate({ task, splits: { train, validation } }: Dataset): Predictions {
  if (task.kind === 'regression') {
    const mean = weightedMean(train.y, train.lossWeight);
    return new Float64Array(validation.rows).fill(ownValue(mean, task));
  }
  const counts = task.classes.map(() => 0.5);
  train.y.forEach((label, row) => {
    counts[label] = (counts[label] as number) + (train.lossWeight?.[row] ?? 1);
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  const row = counts.map((count) => count / total);
  return Float64Array.from(
    { length: validation.rows * row.length },
    (_, at) => row[at % row.length] as number,
  );
}

async function againstLinear(
  context: CheckContext,
  { dataset, epochs, course }: RealRun,
  constant: Verdict,
): Promise<Verdict> {
  const known = Object.entries(context.config).filter(([name]) => Object.hasOwn(trainingParameters, name));
  const config = Object.fromEntries(known);
  const simple = await trainShortly(context, { family: linear, config, dataset, epochs });
  const comparison = compare(dataset, dataset.splits.validation, course.predictions, simple.predictions);
  const { loss, score } = comparison;
  const { y, lossWeight } = dataset.splits.validation;
  const base = evaluate(dataset.task, baseRate(dataset), y, ['loss'], lossWeight).loss as number;
  // This model's gain over the base rates, relative to a linear model's.
  const gained = (base - loss.first) / (base - loss.other);
  const numbers = {
    ...constant.numbers,
    linearLoss: loss.other,
    ...(base > loss.other ? { shareOfLinearGain: gained } : {}),
    lossStandardErrorsOverLinear: loss.z,
    [`${score.name}StandardErrorsOverLinear`]: score.z,
  };
  // Worse by both measures, beyond chance, and by much: if the truth is linear, a network needs longer to learn it.
  const isWorse = loss.z < -significant && score.z < 0 && base > loss.other && gained < enoughGained;
  if (!isWorse) {
    const also = `; ${figure(loss.other)} and ${figure(score.other)} by a linear model`;
    return { status: 'pass', message: constant.message + also, numbers };
  }
  const message = `${described(comparison, 'by a linear model')}: ${figure(-loss.z)} standard errors worse`;
  return { status: 'fail', message, advice: linearAdvice, numbers };
}
