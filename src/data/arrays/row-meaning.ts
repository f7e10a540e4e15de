import type { ArrayValues } from '../../study/inputs/array-values.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { declaredTask, kindOfTask } from '../../study/task/task-name.ts';
import { isOneHot } from './array-target.ts';
import { cellName } from './cell-name.ts';
import { type GatheredArray, isText, rowSize } from './gather-arrays.ts';
import { listed } from './target-names.ts';

type MeaningRequest = Pick<DataSpec, 'task' | 'targetTransform'>;

/** The meaning of the rows of an array: one value, a one for the class among zeros, 0 or 1 for each label, or a target in each number. */
export type RowMeaning = 'value' | 'oneHot' | 'labels' | 'values';

/** `names` are those that the request gives to the numbers of a row. */
export function meaningOf(
  array: GatheredArray,
  { task: tasks, targetTransform }: MeaningRequest,
  names: readonly string[] | undefined,
): RowMeaning {
  const task = declaredTask(tasks, array.name);
  if (task === 'multilabel') return 'labels';
  if (rowSize(array) <= 1) return 'value';
  if (task !== undefined) return kindOfTask(task) === 'classification' ? 'oneHot' : 'values';
  if (isText(array) || targetTransform !== undefined) return 'values';
  if (tasks !== undefined && declaredTask(tasks, ...placeNames(array, names)) !== undefined) return 'values';
  if (isOneHot(array)) return 'oneHot';
  return (array.values as ArrayValues).every((value: number) => value === 0 || value === 1)
    ? 'labels'
    : 'values';
}

/** The names of the numbers in a row: given ones, or their places. */
export function placeNames(array: GatheredArray, names: readonly string[] | undefined): readonly string[] {
  const shape = array.shape.slice(1);
  return names ?? Array.from({ length: rowSize(array) }, (_, cell) => cellName(array.name, cell, shape));
}

/** Says the meaning of rows of several numbers, where the request does not. */
export function meaningNote(
  { array, meaning }: { readonly array: GatheredArray; readonly meaning: RowMeaning },
  { task, targetTransform }: MeaningRequest,
  names: readonly string[],
): string[] {
  const { name } = array;
  const isDeclared = declaredTask(task, name, ...names) !== undefined || targetTransform !== undefined;
  if (isDeclared || meaning === 'value') return [];
  if (meaning === 'oneHot')
    return [
      `${name} is taken for classes, as each row has a single one among zeros; data.task "multilabel" takes its ${rowSize(array)} columns for labels, "regression" for numbers`,
    ];
  if (meaning === 'labels')
    return [
      `${name} is taken for ${names.length} labels, as all numbers are 0 or 1: ${listed(names)}; data.task "regression" takes them for numbers`,
    ];
  const kind = isText(array) ? 'targets with classes' : 'numbers to predict';
  return [`${name} is taken for ${names.length} ${kind} in each row: ${listed(names)}`];
}
