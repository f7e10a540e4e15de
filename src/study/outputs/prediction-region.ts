import type { Task } from '../pipeline.ts';
import { type OutputMeaning, valueFrom } from './exported-prediction.ts';
import { ownValue, scaledTarget } from './target-scale.ts';

/*
 * The region that conformal quantiles give to a prediction: an interval, or a set of classes. Exported folders carry the compiled
 * text of this file after those of its imports.
 */

/** Conformal quantiles: of |target − prediction| on the scale of training, or of 1 − the probability of the class. */
export interface ConformalQuantiles {
  /** Number of rows, unseen by the models, whose scores these are. */
  readonly rows: number;
  readonly levels: readonly { readonly level: number; readonly quantile: number }[];
}

/** In the target's own units. */
export interface ValueInterval {
  readonly low: number;
  readonly high: number;
}

type Regression = Extract<Task, { kind: 'regression' }>;

/** The values whose distance from the prediction, on the scale of training, is at most the quantile. */
export function valueInterval(prediction: number, quantile: number, task: Regression): ValueInterval {
  const scaled = distanceScale(prediction, task);
  return { low: ownValue(scaled - quantile, task), high: ownValue(scaled + quantile, task) };
}

/** A prediction on the scale of training; one at the very bound of a logarithm is infinitely far from all targets. */
export function distanceScale(prediction: number, task: Regression): number {
  const scaled = scaledTarget(prediction, task);
  return Number.isNaN(scaled) ? Number.NEGATIVE_INFINITY : scaled;
}

/**
 * The classes in this row of [rows, classes] whose 1 − probability is at most the quantile, in their order; perhaps
 * none.
 */
export function likelyClasses(
  probabilities: ArrayLike<number>,
  row: number,
  classes: readonly string[],
  quantile: number,
): string[] {
  return classes.filter(
    (_, label) => 1 - (probabilities[row * classes.length + label] as number) <= quantile,
  );
}

/** The fields of preprocess.json that give outputs their meaning, with the quantiles of the export. */
interface RegionMeaning extends OutputMeaning {
  readonly conformal?: ConformalQuantiles;
}

/** The interval, or the set of classes, for one row at a level that the export has. Throws for another level. */
export function regionFrom(
  meaning: RegionMeaning,
  outputs: ArrayLike<number>,
  level: number,
  { clip = false } = {},
): ValueInterval | readonly string[] {
  const { task, conformal } = meaning;
  const { quantile } = storedQuantile(conformal, level) ?? {};
  if (quantile === undefined) throw new Error(`the export has no quantile of level ${level}`);
  if (task.kind === 'classification') return likelyClasses(outputs, 0, task.classes, quantile);
  if (task.kind !== 'regression') throw new Error('several targets have no prediction regions');
  return valueInterval(valueFrom(meaning, outputs, 0, { clip }), quantile, task);
}

/** The quantile of a level, which may have been written down as 0.9 and asked for as 1 − 0.1. */
export function storedQuantile(
  conformal: ConformalQuantiles | undefined,
  level: number,
): ConformalQuantiles['levels'][number] | undefined {
  return conformal?.levels.find((stored) => Math.abs(stored.level - level) < 1e-9);
}
