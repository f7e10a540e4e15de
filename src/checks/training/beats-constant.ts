import type { Predictions } from '../../metrics/predictions.ts';
import { figure } from '../../reports/figure.ts';
import type { CheckContext, Verdict } from '../check.ts';
import { type Comparison, compare, fewestRows, significant } from './paired-comparison.ts';
import { completeConfigurationOf, realRun, runWithAdam } from './real-run.ts';

/** With fewer validation rows a weak signal is indistinguishable from chance, and chance is not a failure. */
const enoughRows = 50;
/** For Adam: the rate for networks, and that for linear models, which have farther to go. */
const safeRates = [1e-3, 1e-2] as const;

const rateAdvice =
  'the data can be learned from, and the middle of the space is too slow or too wild for it: look at the range of learningRate';

/** Predictions that ignore the inputs, and a description of their source. */
export interface Constant {
  readonly predictions: Predictions;
  readonly source: string;
  readonly advice: string;
}

/**
 * Compares the real run with a predictor that ignores the inputs. If the middle of the space is no better, a safe
 * learning rate shows whether there is nothing to learn (a failure) or the middle alone does not learn (a warning).
 */
export async function beatsConstant(context: CheckContext, constant: Constant): Promise<Verdict> {
  const { dataset, course } = await realRun(context);
  const { validation } = dataset.splits;
  const against = (predictions: Predictions) =>
    compare(dataset, validation, predictions, constant.predictions);
  const own = against(course.predictions);
  const verdict = verdictOf(own, constant);
  if (verdict.status === 'pass' || verdict.status === 'skip') return verdict;
  for (const rate of safeRates) {
    const safe = against((await runWithAdam(context, rate)).predictions);
    if (zOf(safe) <= significant) continue;
    const middle = figure(completeConfigurationOf(context).learningRate as number);
    const better = `Adam at ${figure(rate)} is, with ${measured(safe)}`;
    const message = `at learning rate ${middle}, in the middle of the space, ${described(own, constant.source)}: not better, and ${better}`;
    return { ...verdict, status: 'warn', message, advice: rateAdvice };
  }
  return verdict;
}

function verdictOf(comparison: Comparison, { source, advice }: Constant): Verdict {
  const { rows } = comparison;
  const numbers = numbersOf(comparison);
  if (rows < fewestRows) {
    return { status: 'skip', message: `only ${rows} validation rows: too few to tell`, numbers };
  }
  const z = zOf(comparison);
  const told = described(comparison, source);
  if (z > significant) {
    return { status: 'pass', message: `${told}: ${figure(z)} standard errors better`, numbers };
  }
  if (rows < enoughRows && z > 0) {
    return { status: 'warn', message: `${told}: too few rows to tell it from chance`, advice, numbers };
  }
  return { status: 'fail', message: `${told}: not better than chance`, advice, numbers };
}

/** By the loss or by the score: one confident mistake dominates a loss, and few rows make a count of hits uncertain. */
function zOf({ loss, score }: Comparison): number {
  return Math.max(loss.z, score.z);
}

/** "loss 0.31 and accuracy 0.92 on 360 validation rows, 1.1 and 0.34 without inputs". */
export function described(comparison: Comparison, source: string): string {
  const { rows, loss, score } = comparison;
  return `${measured(comparison)} on ${rows} validation rows, ${figure(loss.other)} and ${figure(score.other)} ${source}`;
}

function measured({ loss, score }: Comparison): string {
  return `loss ${figure(loss.first)} and ${score.name} ${figure(score.first)}`;
}

function numbersOf({ rows, loss, score }: Comparison): Record<string, number> {
  return {
    rows,
    loss: loss.first,
    otherLoss: loss.other,
    lossStandardErrors: loss.z,
    [score.name]: score.first,
    [score.name === 'mae' ? 'otherMae' : 'otherAccuracy']: score.other,
    [`${score.name}StandardErrors`]: score.z,
  };
}
