import type { Task, TrainingRanges } from '../pipeline.ts';
import { chosenClass } from './chosen-class.ts';
import { middleQuantile } from './middle-quantile.ts';
import { predictedValues } from './target-scale.ts';
import { boundedPrediction } from './training-range.ts';

/*
 * The meaning of an exported model's outputs. Exported folders carry the compiled text of this file after those of its
 * imports.
 */

/** The fields of preprocess.json that give outputs their meaning. */
export interface OutputMeaning {
  readonly task: Task;
  /** The weights of the columns of scaled values; absent when there is one column. */
  readonly memberWeights?: readonly number[];
  readonly ranges?: TrainingRanges;
}

/**
 * The prediction for one row: the name of a class, or a value in the target's own units, which `clip` bounds to one
 * range of the training targets beyond them. Of quantiles the one nearest to the median.
 */
export function predictionFrom(
  meaning: OutputMeaning,
  outputs: ArrayLike<number>,
  { clip = false } = {},
): string | number {
  const { task } = meaning;
  if (task.kind === 'classification') {
    return task.classes[chosenClass(outputs, 0, task.classes.length, task.threshold)] as string;
  }
  if (task.kind !== 'regression') throw new Error('several targets have no single prediction');
  const values = valuesFrom(meaning, outputs, 0, { clip });
  return values[task.quantiles === undefined ? 0 : middleQuantile(task.quantiles)] as number;
}

/**
 * The values of row `row` of [rows, members × values] outputs: one, or one for each quantile; the weighted means of the
 * members' values.
 */
export function valuesFrom(
  { task, memberWeights = [1], ranges }: OutputMeaning,
  outputs: ArrayLike<number>,
  row: number,
  { clip = false } = {},
): number[] {
  if (task.kind !== 'regression') throw new Error('classes have no values');
  const width = task.quantiles?.length ?? 1;
  const sums = new Array<number>(width).fill(0);
  memberWeights.forEach((weight, member) => {
    const at = (row * memberWeights.length + member) * width;
    predictedValues(outputs, at, task).forEach((value, place) => {
      sums[place] = (sums[place] as number) + weight * value;
    });
  });
  const target = clip ? ranges?.target : undefined;
  return target === undefined ? sums : sums.map((value) => boundedPrediction(value, target));
}
