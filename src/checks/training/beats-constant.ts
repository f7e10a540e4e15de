import type { Predictions } from '../../metrics/predictions.ts';
import { figure } from '../../reports/figure.ts';
import type { CheckContext, Verdict } from '../check.ts';
import { extremesFirst } from '../extreme-values.ts';
import { hasLearned } from './fall.ts';
import { type Comparison, compare, fewestRows, isBetter, significant } from './paired-comparison.ts';
import { realRun } from './real-run.ts';
import { type Cause, whyNoBetter } from './why-no-better.ts';

/** With fewer validation rows a weak signal is indistinguishable from chance. */
const enoughRows = 50;

/** Predictions that ignore the inputs, and a description of their source. */
export interface Constant {
  readonly predictions: Predictions;
  readonly source: string;
}

/**
 * Compares the real run with a predictor that ignores the inputs. If the middle of the space is no better, further
 * trainings show why: settings, a validation split that differs, or the model. Only what is shown is a failure: that
 * nothing can be learned is not.
 */
export async function beatsConstant(
  context: CheckContext,
  { predictions, source }: Constant,
): Promise<Verdict> {
  const { dataset, course } = await realRun(context);
  const own = compare(dataset, dataset.splits.validation, course.predictions, predictions);
  const numbers = numbersOf(own);
  if (own.rows < fewestRows) {
    return { status: 'skip', message: `only ${own.rows} validation rows: too few to tell`, numbers };
  }
  const told = described(own, source);
  if (!Number.isFinite(own.loss.first)) {
    return { status: 'fail', message: `${told}: the predictions are not finite`, advice: finiteAdvice };
  }
  if (isBetter(own, hasLearned(course))) {
    const z = Math.max(own.loss.z, own.score.z);
    const by =
      z > significant
        ? `${figure(z)} standard errors better`
        : `the predictions follow the targets, by ${figure(own.agreement)} standard deviations of chance`;
    return { status: 'pass', message: `${told}: ${by}`, numbers };
  }
  const cause = await whyNoBetter(context);
  return { ...verdictOf(context, { own, told, cause }), numbers };
}

interface Unbeaten {
  readonly own: Comparison;
  /** `own` in words. */
  readonly told: string;
  readonly cause: Cause;
}

function verdictOf(context: CheckContext, { own, told, cause }: Unbeaten): Verdict {
  switch (cause.kind) {
    case 'settings':
      return {
        status: cause.cure.isOwnLoss ? 'fail' : 'warn',
        message: `the middle of the space has ${told}: not better, and ${cause.cure.named} it is, with ${measured(cause.cured)}`,
        advice: cause.cure.advice,
      };
    case 'validation': {
      const held = `${cause.held.rows} training rows that were held out are predicted with ${measured(cause.held)}`;
      const isKeyed =
        context.spec.data.split.time !== undefined || context.spec.data.split.group !== undefined;
      return {
        status: isKeyed ? 'warn' : 'fail',
        message: `${told}: no better, and ${held}`,
        advice: splitAdvice,
      };
    }
    case 'held':
      return {
        status: 'pass',
        message: `${told}: not beyond chance, but ${cause.held.rows} training rows that were held out have ${measured(cause.held)}`,
      };
    case 'model': {
      const message = `${told}: not better than chance, whereas predictions by ${cause.by} are, on the same rows`;
      return {
        status: cause.isSure ? 'fail' : 'warn',
        message,
        advice: extremesFirst(context.dataset) + (cause.isSure ? modelAdvice : simplerAdvice),
      };
    }
    case 'nothing': {
      if (own.rows < enoughRows) {
        return {
          status: 'warn',
          message: `${told}: too few rows to tell it from chance`,
          advice: rowsAdvice,
        };
      }
      const message = `${told}: not better than chance, nor are a linear model, nearest neighbours or a single input`;
      return { status: 'warn', message, advice: extremesFirst(context.dataset) + nothingAdvice };
    }
  }
}

const finiteAdvice = 'look at checks initial-loss and loss-falls, which come before this one';
const splitAdvice =
  'validation rows differ from training rows: look at how both are read, scaled and labelled (the order of classes, units, a shift), and at their drift in `data`';
const modelAdvice =
  'the model draws nothing from its inputs: look whether they reach the output, and at its loss';
const simplerAdvice =
  'where the signal is weak or rows are few a simpler model carries over better: search the linear family too, or regularise';
const rowsAdvice =
  'only more rows, or other splits of them, can tell: raise data.split.validation, or use folds';
const nothingAdvice =
  'data with little signal look like this, and so do labels of other rows: see check labels-fit-rows';

/** "loss 0.31 and accuracy 0.92 on 360 validation rows, 1.1 and 0.34 without inputs". */
export function described(comparison: Comparison, source: string): string {
  const { rows, loss, score } = comparison;
  return `${measured(comparison)} on ${rows} validation rows, ${figure(loss.other)} and ${figure(score.other)} ${source}`;
}

function measured({ loss, score }: Comparison): string {
  return `loss ${figure(loss.first)} and ${score.name} ${figure(score.first)}`;
}

function numbersOf({ rows, loss, score, agreement }: Comparison): Record<string, number> {
  return {
    rows,
    loss: loss.first,
    otherLoss: loss.other,
    lossStandardErrors: loss.z,
    [score.name]: score.first,
    [score.name === 'mae' ? 'otherMae' : 'otherAccuracy']: score.other,
    [`${score.name}StandardErrors`]: score.z,
    rankDeviations: agreement,
  };
}
