import { baseRate } from '../../baselines/base-rate.ts';
import { linearBaseline } from '../../baselines/linear-baseline.ts';
import { withHashedTokens } from '../../data/preprocessing/hashed-tokens.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { figure } from '../../reports/figure.ts';
import { taskNameOf } from '../../study/task/task-name.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { againstForecasts } from './against-forecasts.ts';
import { beatsConstant, described } from './beats-constant.ts';
import { findCure } from './find-cure.ts';
import { compare, significant } from './paired-comparison.ts';
import { type RealRun, realRun } from './real-run.ts';
import { whyNoBetter } from './why-no-better.ts';

/**
 * Over ten seeds of networks on the built-in data, a noisy line and word counts, the minimum was 0.83, on the words.
 */
const enoughGained = 0.7;

const linearAdvice =
  'the model makes less of the inputs than a linear one, at safe learning rates and without regularisers too: look at what it does with its inputs, or search the linear family itself';

/** The best constants of the tasks. */
const sources = {
  classification: 'by the base rates',
  ordinal: 'by the base rates',
  regression: 'by the mean',
  count: 'by the mean',
  quantile: 'by the quantiles',
  multilabel: 'by the base rates',
  joint: 'by the means and base rates',
} as const;

/**
 * Simple predictors that a model must beat: the most frequent class or the mean, a linear model, and with windows the
 * last value and the value one season before.
 */
export const simpleBaselines: Check = {
  name: 'simple-baselines',
  hypothesis: 'the model beats the base rate, and is no worse than a linear model trained to convergence',
  isCheap: false,
  async run(context) {
    const run = await realRun(context);
    const { dataset } = run;
    const source = sources[taskNameOf(dataset.task)];
    const constant = {
      predictions: baseRate(dataset, dataset.splits.validation),
      source,
    };
    const verdict = await beatsConstant(context, constant);
    if (verdict.status === 'warn' && (await whyNoBetter(context)).kind === 'nothing') {
      return { ...verdict, status: 'skip', message: `as check blind-baseline: ${verdict.message}` };
    }
    if (verdict.status !== 'pass') return verdict;
    const linear = isLinear(context) ? verdict : await againstLinear(context, run, verdict);
    return linear.status === 'pass' ? againstForecasts(context, run, linear) : linear;
  },
};

function isLinear({ spec: { model } }: CheckContext): boolean {
  return model.kind === 'family' && model.family === 'linear';
}

async function againstLinear(
  context: CheckContext,
  { dataset, course }: RealRun,
  constant: Verdict,
): Promise<Verdict> {
  const { validation } = dataset.splits;
  const plain = withHashedTokens(dataset);
  const simple = linearBaseline(plain);
  if (simple === undefined) return constant;
  const linear = simple.predict(plain.splits.validation);
  const { y, lossWeight } = validation;
  const base = evaluate(dataset.task, baseRate(dataset, validation), y, ['loss'], lossWeight).loss as number;
  const judge = (predictions: Predictions) => {
    const comparison = compare(dataset, validation, predictions, linear);
    const { loss, score } = comparison;
    // This model's gain over the base rates, relative to a linear model's.
    const gained = (base - loss.first) / (base - loss.other);
    // Worse by both measures, beyond chance, and by much: if the truth is linear, a network needs longer to learn it.
    const isWorse = loss.z < -significant && score.z < 0 && base > loss.other && gained < enoughGained;
    return { comparison, gained, isWorse };
  };
  const { comparison, gained, isWorse } = judge(course.predictions);
  const { loss, score } = comparison;
  const numbers = {
    ...constant.numbers,
    linearLoss: loss.other,
    ...(base > loss.other ? { shareOfLinearGain: gained } : {}),
    lossStandardErrorsOverLinear: loss.z,
    [`${score.name}StandardErrorsOverLinear`]: score.z,
  };
  if (!isWorse) {
    const also = `; ${figure(loss.other)} and ${figure(score.other)} by a linear model`;
    return { status: 'pass', message: constant.message + also, numbers };
  }
  const message = `${described(comparison, 'by a linear model')}: ${figure(-loss.z)} standard errors worse`;
  const cured = await findCure(context, (other) => !judge(other.predictions).isWorse);
  if (cured === undefined) return { status: 'fail', message, advice: linearAdvice, numbers };
  const { cure } = cured;
  return { status: 'fail', message: `${message}, and ${cure.named} it is not`, advice: cure.advice, numbers };
}
