import type { Task, TrainingRanges } from '../pipeline.ts';
import { chosenClass } from './chosen-class.ts';
import { ownValue } from './target-scale.ts';
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
 * range of the training targets beyond them.
 */
export function predictionFrom(
  meaning: OutputMeaning,
  outputs: ArrayLike<number>,
  { clip = false } = {},
): string | number {
  const { task } = meaning;
  if (task.kind === 'regression') return valueFrom(meaning, outputs, 0, { clip });
  if (task.kind !== 'classification') throw new Error('several targets have no single prediction');
  return task.classes[chosenClass(outputs, 0, task.classes.length, task.threshold)] as string;
}

/** The value of row `row` of [rows, members] scaled values: the weighted mean of the members' values. */
export function valueFrom(
  { task, memberWeights = [1], ranges }: OutputMeaning,
  outputs: ArrayLike<number>,
  row: number,
  { clip = false } = {},
): number {
  if (task.kind !== 'regression') throw new Error('classes have no values');
  const value = memberWeights.reduce(
    (sum, weight, member) =>
      sum + weight * ownValue(outputs[row * memberWeights.length + member] as number, task),
    0,
  );
  return clip && ranges?.target !== undefined ? boundedPrediction(value, ranges.target) : value;
}
