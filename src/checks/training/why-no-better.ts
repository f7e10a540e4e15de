import { baseRate } from '../../baselines/base-rate.ts';
import { linearBaseline } from '../../baselines/linear-baseline.ts';
import type { Dataset, Split } from '../../data/dataset.ts';
import { withHashedTokens } from '../../data/preprocessing/hashed-tokens.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { randomFor } from '../../statistics/random.ts';
import { limitOfLargest } from '../../statistics/significance.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import { partOf } from '../../training/probes/rows.ts';
import type { CheckContext } from '../check.ts';
import { evidenceOf } from '../data/labels/evidence.ts';
import { sampledRows } from '../data/labels/labelled-rows.ts';
import { mostJudgedParts } from '../part-verdicts.ts';
import { withSplits } from '../subset.ts';
import { type Cure, safeRates, wholeCure } from './cures.ts';
import { hasLearned } from './fall.ts';
import { singleCure } from './find-cure.ts';
import { type Comparison, compare, fewestRows, isAhead, isBetter, significant } from './paired-comparison.ts';
import { rankAgreement } from './rank-agreement.ts';
import { realRun } from './real-run.ts';
import { type Course, trainShortly } from './short-training.ts';

/** Why the middle of the space is no better than a constant on the validation rows. */
export type Cause =
  | { readonly kind: 'settings'; readonly cure: Cure; readonly cured: Comparison }
  /** Training rows that were held out are predicted, and validation rows are not. */
  | { readonly kind: 'validation'; readonly held: Comparison; readonly validation: Comparison }
  /** Held-out training rows are predicted, and validation rows are too few or too hard to tell. */
  | { readonly kind: 'held'; readonly held: Comparison }
  /** A linear model, or quick predictors, find in the same rows what this one does not. */
  | { readonly kind: 'model'; readonly by: string; readonly isSure: boolean }
  | { readonly kind: 'nothing' };

const heldShare = 0.2;
/** In standard deviations above shuffled labels: a net of 240 steps may miss a weaker signal. */
const plainSignal = 6;
/** Below this many standard deviations there is not even a hint. */
const noHint = 2;

const causes = new WeakMap<CheckContext, Promise<Cause>>();

/** Found once per context. */
export function whyNoBetter(context: CheckContext): Promise<Cause> {
  const known = causes.get(context) ?? findCause(context);
  causes.set(context, known);
  return known;
}

async function findCause(context: CheckContext): Promise<Cause> {
  const { dataset, epochs, course: middle } = await realRun(context);
  const { validation } = dataset.splits;
  const { part, held } = withHeldOut(context, dataset);
  const isCured = (predictions: Predictions, course: Course) =>
    isBetter(againstBase(dataset, validation, predictions), hasLearned(course)) &&
    isAhead(dataset, validation, predictions, middle.predictions);
  const attempts: Attempt[] = [];
  for (const rate of safeRates) {
    const cure = wholeCure(context, rate);
    const course = await trainShortly(context, { ...cure, dataset: part, epochs, also: validation });
    const predictions = course.alsoPredictions as Predictions;
    const attempt = {
      predictions,
      validation: againstBase(dataset, validation, predictions),
      held: againstBase(dataset, held, course.predictions),
      hasLearned: hasLearned(course),
      followsTraining: rankAgreement(part, part.splits.train, course.trained) > significant,
    };
    if (isHeld(attempt) && differ(attempt.held, attempt.validation))
      return { kind: 'validation', ...attempt };
    if (isCured(predictions, course)) {
      const single = await singleCure(context, (each) => isCured(each.predictions, each));
      if (single === undefined) return { kind: 'settings', cure, cured: attempt.validation };
      const cured = againstBase(dataset, validation, single.course.predictions);
      return { kind: 'settings', cure: single.cure, cured };
    }
    attempts.push(attempt);
  }
  const found = attempts.find(isHeld);
  if (found !== undefined) return { kind: 'held', held: found.held };
  return bySimplerModels(context, dataset, attempts[0] as Attempt);
}

function isHeld({ held, hasLearned }: Attempt): boolean {
  return held.rows >= fewestRows && isBetter(held, hasLearned);
}

/** The middle of the space without anything that may keep it from learning, trained on a part of the training rows. */
interface Attempt {
  readonly predictions: Predictions;
  /** Against the base rate. */
  readonly validation: Comparison;
  readonly held: Comparison;
  readonly hasLearned: boolean;
  /** Then it draws on its inputs, and only does not carry over. */
  readonly followsTraining: boolean;
}

/** The data set with a part of the training rows in place of the validation rows. */
function withHeldOut(
  { seed }: CheckContext,
  dataset: Dataset,
): { readonly part: Dataset; readonly held: Split } {
  const { train } = dataset.splits;
  const order = randomFor(seed, 'check', 'held').shuffle(
    Int32Array.from({ length: train.rows }, (_, row) => row),
  );
  const count = Math.round(heldShare * train.rows);
  const held = partOf(train, order.slice(0, count));
  return { held, part: withSplits(dataset, { train: partOf(train, order.slice(count)), validation: held }) };
}

function againstBase(dataset: Dataset, split: Split, predictions: Predictions): Comparison {
  return compare(dataset, split, predictions, baseRate(dataset, split));
}

/** True where held-out training rows are predicted better than validation rows beyond chance. */
function differ(held: Comparison, validation: Comparison): boolean {
  const correlation = ({ agreement, rows }: Comparison) => agreement / Math.sqrt(rows);
  const error = Math.sqrt(1 / held.rows + 1 / validation.rows);
  const isLess = (correlation(held) - correlation(validation)) / error > significant;
  return isLess || (held.loss.z > significant && validation.loss.z < -significant);
}

async function bySimplerModels(context: CheckContext, dataset: Dataset, own: Attempt): Promise<Cause> {
  const { validation } = dataset.splits;
  const plain = withHashedTokens(dataset);
  const linear = linearBaseline(plain)?.predict(plain.splits.validation);
  if (linear !== undefined && isBetter(againstBase(dataset, validation, linear), true)) {
    const isSure = !own.followsTraining && isAhead(dataset, validation, linear, own.predictions);
    return { kind: 'model', by: 'a linear model', isSure };
  }
  const evidence = evidenceOf(sampledRows(dataset, context.seed));
  const judged = partViews(dataset.task).slice(0, mostJudgedParts);
  const { deviations, predictor } = judged
    .map((view) => evidence(view)(0))
    .reduce((one, other) => (other.deviations > one.deviations ? other : one));
  const limitOf = (single: number) => limitOfLargest(single, judged.length);
  return deviations > limitOf(significant)
    ? {
        kind: 'model',
        by: predictor,
        isSure:
          deviations > limitOf(plainSignal) && !own.followsTraining && own.validation.agreement < noHint,
      }
    : { kind: 'nothing' };
}
