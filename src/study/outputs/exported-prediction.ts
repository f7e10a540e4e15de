import type { Task, TrainingRanges } from '../pipeline.ts';
import { chosenClass } from './chosen-class.ts';
import { middleQuantile } from './middle-quantile.ts';
import { predictedValues } from './target-scale.ts';
import { predictionWidth } from './task-widths.ts';
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

/** A class or a value; those of several targets by name; or the labels that are predicted. */
export type ExportedPrediction =
  | string
  | number
  | Readonly<Record<string, string | number>>
  | readonly string[];

/** One of several targets in a row of outputs. */
export interface ExportedPart {
  readonly name: string;
  readonly meaning: OutputMeaning;
  readonly offset: number;
  readonly width: number;
}

/** The places of several targets in a row of outputs; none for another task. */
export function exportedParts({ task, memberWeights, ranges }: OutputMeaning): readonly ExportedPart[] {
  let offset = 0;
  const parts = task.kind === 'joint' ? task.parts : [];
  return parts.map(({ name, task: own }) => {
    const isApart =
      own.kind === 'regression' &&
      (own.transform !== undefined || own.count || own.quantiles !== undefined) &&
      memberWeights !== undefined;
    const width = predictionWidth(own) * (isApart ? memberWeights.length : 1);
    const range = ranges?.targets?.find((each) => each.name === name);
    const meaning = {
      task: own,
      ...(isApart && { memberWeights }),
      ...(range && { ranges: { inputs: [], target: range } }),
    };
    offset += width;
    return { name, meaning, offset: offset - width, width };
  });
}

/**
 * The prediction for one row: the name of a class, or a value in the target's own units, which `clip` bounds to one
 * range of the training targets beyond them. Of quantiles the one nearest to the median; of several targets each by name,
 * and the labels that are predicted.
 */
export function predictionFrom(
  meaning: OutputMeaning,
  outputs: ArrayLike<number>,
  { clip = false } = {},
): ExportedPrediction {
  const { task } = meaning;
  if (task.kind === 'joint') {
    const parts = exportedParts(meaning).map(({ name, meaning: own, offset, width }) => {
      const ofPart = Array.prototype.slice.call(outputs, offset, offset + width) as number[];
      return [name, predictionFrom(own, ofPart, { clip })] as const;
    });
    return Object.fromEntries(parts) as Record<string, string | number>;
  }
  if (task.kind === 'multilabel') return task.labels.filter((_, label) => (outputs[label] as number) >= 0.5);
  if (task.kind === 'classification') {
    return task.classes[chosenClass(outputs, 0, task.classes.length, task.threshold)] as string;
  }
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
