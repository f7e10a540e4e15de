import type { Task } from '../pipeline.ts';
import { exportedParts, type OutputMeaning, valuesFrom } from './exported-prediction.ts';
import { middleQuantile } from './middle-quantile.ts';
import { ownValue, scaledTarget } from './target-scale.ts';

/*
 * The region that conformal quantiles give to a prediction: an interval, or a set of classes. Exported folders carry the compiled
 * text of this file after those of its imports.
 */

/** Conformal quantiles: of the target's distance from the prediction or its quantiles, or of 1 − the probability of the class. */
export interface ConformalQuantiles {
  /** Number of rows, unseen by the models, whose scores these are. */
  readonly rows: number;
  /** Those of the only target; none where there are several, or labels. */
  readonly levels: readonly LevelQuantile[];
  /** Those of each of several targets, or of each label, in their order. */
  readonly targets?: readonly TargetQuantiles[];
}

/** The conformal quantiles of one of several targets, or of a label. */
interface TargetQuantiles {
  readonly name: string;
  readonly levels: readonly LevelQuantile[];
}

/** A level with its conformal quantile. */
export interface LevelQuantile {
  readonly level: number;
  readonly quantile: number;
}

/** In the target's own units. */
export interface ValueInterval {
  readonly low: number;
  readonly high: number;
}

type Regression = Extract<Task, { kind: 'regression' }>;

/**
 * The interval around the values that are predicted for one row. Those of one value are all whose distance from it, on
 * the scale of the scores, is at most the quantile. Those of quantiles lie between two of them, which the quantile
 * moves apart, or together where it is negative (Romano, Patterson and Candès, NeurIPS 2019).
 */
export function valueInterval(
  values: ArrayLike<number>,
  { level, quantile }: LevelQuantile,
  task: Regression,
): ValueInterval {
  const [lower, upper] = outerValues(values, level, task);
  const low = fromScoreScale(scoreScale(lower, task) - quantile, task);
  const high = fromScoreScale(scoreScale(upper, task) + quantile, task);
  // Quantiles that are moved together may pass each other.
  return low <= high ? { low, high } : { low: (low + high) / 2, high: (low + high) / 2 };
}

/** How badly a scaled target fits the values that are predicted for its row: its distance from their interval. */
export function valueScore(
  target: number,
  values: ArrayLike<number>,
  level: number,
  task: Regression,
): number {
  const [lower, upper] = outerValues(values, level, task);
  const place = task.count ? Math.sqrt(target) : target;
  return Math.max(scoreScale(lower, task) - place, place - scoreScale(upper, task));
}

/**
 * The predicted quantiles between which a level's interval lies: the pair, at equal distances from the median, whose
 * share is nearest to the level; without such a pair, and of a single value, the middle one twice.
 */
function outerValues(values: ArrayLike<number>, level: number, { quantiles }: Regression): [number, number] {
  const [lower, upper] = quantiles === undefined ? [0, 0] : outerPlaces(quantiles, level);
  return [values[lower] as number, values[upper] as number];
}

/** The places of those quantiles. */
function outerPlaces(quantiles: readonly number[], level: number): readonly [lower: number, upper: number] {
  const middle = middleQuantile(quantiles);
  let best: readonly [number, number] = [middle, middle];
  let distance = Number.POSITIVE_INFINITY;
  for (const { share, lower, upper } of quantilePairs(quantiles)) {
    const gap = Math.abs(share - level);
    if (gap >= distance) continue;
    best = [lower, upper];
    distance = gap;
  }
  return best;
}

/** The places of quantiles at equal distances from the median, and the share of targets that is expected between them. */
export function quantilePairs(
  quantiles: readonly number[],
): readonly { readonly share: number; readonly lower: number; readonly upper: number }[] {
  return quantiles.flatMap((quantile, lower) => {
    const upper = quantiles.findIndex((other) => Math.abs(quantile + other - 1) < 1e-9);
    return upper > lower ? [{ share: 1 - 2 * quantile, lower, upper }] : [];
  });
}

/**
 * A prediction on the scale of the scores: that of training, or the square root of a count, on which counts of all sizes
 * vary alike. One at the very bound of a logarithm is infinitely far from all targets.
 */
function scoreScale(prediction: number, task: Regression): number {
  if (task.count) return Math.sqrt(Math.max(0, prediction));
  const scaled = scaledTarget(prediction, task);
  return Number.isNaN(scaled) ? Number.NEGATIVE_INFINITY : scaled;
}

function fromScoreScale(value: number, task: Regression): number {
  return task.count ? Math.max(0, value) ** 2 : ownValue(value, task);
}

/**
 * How far a probability may differ between two programs that run one model in 32 bits. The quantile is the score of a row
 * itself, whose class would else be in the set of the program that judged the row and not in another's.
 */
const probabilityRounding = 1e-6;

/**
 * The classes in this row of [rows, classes] whose 1 − probability is at most the quantile, to within that rounding, in
 * their order; perhaps none.
 */
export function likelyClasses(
  probabilities: ArrayLike<number>,
  row: number,
  classes: readonly string[],
  quantile: number,
): string[] {
  return classes.filter(
    (_, label) =>
      1 - (probabilities[row * classes.length + label] as number) <= quantile + probabilityRounding,
  );
}

/** The fields of preprocess.json that give outputs their meaning, with the quantiles of the export. */
interface RegionMeaning extends OutputMeaning {
  readonly conformal?: ConformalQuantiles;
}

/** The classes of a label that is a target of its own. */
export const labelClasses = ['0', '1'] as const;

/** An interval, or a set of classes. */
type Region = ValueInterval | readonly string[];

/**
 * The interval, or the set of classes, for one row at a level that the export has; of several targets, or of labels, each
 * by name. Throws for another level.
 */
export function regionFrom(
  meaning: RegionMeaning,
  outputs: ArrayLike<number>,
  level: number,
  { clip = false } = {},
): Region | Readonly<Record<string, Region>> {
  const { task, conformal } = meaning;
  const levelsOf = (name: string) => conformal?.targets?.find((each) => each.name === name)?.levels;
  if (task.kind === 'joint') {
    const regions = exportedParts(meaning).map(({ name, meaning: own, offset, width }) => {
      const ofPart = Array.prototype.slice.call(outputs, offset, offset + width) as number[];
      return [name, ownRegion(own, ofPart, level, levelsOf(name), clip)] as const;
    });
    return Object.fromEntries(regions);
  }
  if (task.kind === 'multilabel') {
    const own: OutputMeaning = { task: { kind: 'classification', classes: labelClasses } };
    const regions = task.labels.map((name, label) => {
      const probability = outputs[label] as number;
      return [name, ownRegion(own, [1 - probability, probability], level, levelsOf(name), clip)] as const;
    });
    return Object.fromEntries(regions);
  }
  return ownRegion(meaning, outputs, level, conformal?.levels, clip);
}

/** The region of one target. */
function ownRegion(
  meaning: OutputMeaning,
  outputs: ArrayLike<number>,
  level: number,
  levels: readonly LevelQuantile[] | undefined,
  clip: boolean,
): Region {
  const { task } = meaning;
  const stored = storedQuantile(levels, level);
  if (stored === undefined) throw new Error(`the export has no quantile of level ${level}`);
  if (task.kind === 'classification') return likelyClasses(outputs, 0, task.classes, stored.quantile);
  if (task.kind !== 'regression') throw new Error('a target is a class or a value');
  return valueInterval(valuesFrom(meaning, outputs, 0, { clip }), stored, task);
}

/** The quantile of a level, which may have been written down as 0.9 and asked for as 1 − 0.1. */
export function storedQuantile(
  levels: readonly LevelQuantile[] | undefined,
  level: number,
): LevelQuantile | undefined {
  return levels?.find((stored) => Math.abs(stored.level - level) < 1e-9);
}
