import { baseRate } from '../../baselines/base-rate.ts';
import { linearBaseline } from '../../baselines/linear-baseline.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import { figure } from '../../reports/figure.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { beatsConstant, described } from './beats-constant.ts';
import { compare, significant } from './paired-comparison.ts';
import { type RealRun, realRun } from './real-run.ts';

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
  hypothesis: 'the model beats the base rate, and is no worse than a linear model trained to convergence',
  isCheap: false,
  async run(context) {
    const run = await realRun(context);
    const { dataset } = run;
    const source = dataset.task.kind === 'classification' ? 'by the base rates' : 'by the mean';
    const constant = {
      predictions: baseRate(dataset, dataset.splits.validation),
      source,
      advice: constantAdvice,
    };
    const verdict = await beatsConstant(context, constant);
    if (verdict.status !== 'pass' || isLinear(context)) return verdict;
    return againstLinear(run, verdict);
  },
};

function isLinear({ spec: { model } }: CheckContext): boolean {
  return model.kind === 'family' && model.family === 'linear';
}

function againstLinear({ dataset, course }: RealRun, constant: Verdict): Verdict {
  const { validation } = dataset.splits;
  const simple = linearBaseline(dataset);
  if (simple === undefined) return constant;
  const comparison = compare(dataset, validation, course.predictions, simple.predict(validation));
  const { loss, score } = comparison;
  const { y, lossWeight } = validation;
  const base = evaluate(dataset.task, baseRate(dataset, validation), y, ['loss'], lossWeight).loss as number;
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
