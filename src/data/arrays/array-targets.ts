import type { ArrayValues } from '../../study/inputs/array-values.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { declaredTask, kindOfTask } from '../../study/task/task-name.ts';
import type { FaultList } from '../fault-list.ts';
import { arrayFault } from '../formats/arrays/named-array.ts';
import type { NamedTarget, RawData } from '../raw-data.ts';
import { withTargets } from '../raw-targets.ts';
import { addVarietyFault } from '../table/target-column.ts';
import { cellsOfTarget, isOneHot, targetOfValues } from './array-target.ts';
import { cellName } from './cell-name.ts';
import { type GatheredArray, isText, rowSize } from './gather-arrays.ts';
import {
  listed,
  namesByArray,
  refuseNames,
  requireNames,
  type TargetNaming,
  withNames,
} from './target-names.ts';

type TargetRequest = TargetNaming & Pick<DataSpec, 'task' | 'targetTransform'>;

/** The targets of a source, with sentences about what was inferred. */
interface ArrayTargets extends Pick<RawData, 'target' | 'targets' | 'targetColumn' | 'targetArrays'> {
  readonly notes: readonly string[];
}

/** Each target has metrics, predictions and a report of its own. */
const mostTargets = 100;

/** The meaning of the rows of an array: one value, a one for the class among zeros, 0 or 1 for each label, or a target in each number. */
type RowMeaning = 'value' | 'oneHot' | 'labels' | 'values';

interface ReadArray {
  readonly array: GatheredArray;
  readonly meaning: RowMeaning;
  readonly parts: readonly NamedTarget[];
}

/**
 * The target or the targets of arrays. Rows of several numbers are one-hot classes, labels where all are 0 or 1, else
 * regressions, unless the request names the task; what is inferred is said. FaultsError for values that are no targets.
 */
export function targetsOfArrays(
  arrays: readonly GatheredArray[],
  request: TargetRequest,
  faults: FaultList,
): ArrayTargets {
  const names = namesByArray(arrays, request, faults.file);
  const read = arrays.map((array): ReadArray => {
    const meaning = meaningOf(array, request);
    return {
      ...{ array, meaning },
      parts: partsOf(array, meaning, {
        ...{ request, faults, names: names.get(array) },
        isOnly: arrays.length === 1,
      }),
    };
  });
  const parts = withNames(
    read.flatMap((each) => each.parts),
    request,
    faults.file,
  );
  requireNames(parts, arrays, request, faults.file);
  const notes = read.flatMap((each) => meaningNote(each, request));
  const [first] = arrays;
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && request.task !== 'multilabel')
    return { target: only.target, targetColumn: first?.name ?? only.name, notes };
  const areLabels = read.every(({ meaning }) => meaning === 'labels');
  const column = arrays.length === 1 && first !== undefined ? { column: first.name } : {};
  return {
    ...withTargets(areLabels ? { kind: 'multilabel', parts, ...column } : { kind: 'joint', parts }),
    targetArrays: read.map(({ array, parts: own }) => ({ name: array.name, targets: own.length })),
    notes,
  };
}

function meaningOf(array: GatheredArray, { task: tasks, targetTransform }: TargetRequest): RowMeaning {
  const task = declaredTask(tasks, array.name);
  if (task === 'multilabel') return 'labels';
  if (rowSize(array) <= 1) return 'value';
  if (task !== undefined) return kindOfTask(task) === 'classification' ? 'oneHot' : 'values';
  if (isText(array) || targetTransform !== undefined) return 'values';
  if (isOneHot(array)) return 'oneHot';
  return (array.values as ArrayValues).every((value: number) => value === 0 || value === 1)
    ? 'labels'
    : 'values';
}

interface Reading {
  readonly request: TargetRequest;
  readonly faults: FaultList;
  readonly names: readonly string[] | undefined;
  /** There is no other array of targets: a transform says that it is of numbers. */
  readonly isOnly: boolean;
}

function partsOf(
  array: GatheredArray,
  meaning: RowMeaning,
  { request, faults, names, isOnly }: Reading,
): NamedTarget[] {
  const { name } = array;
  const { file } = faults;
  const { targetTransform } = request;
  if (meaning === 'value' || meaning === 'oneHot') {
    refuseNames(array, names, meaning, file);
    const ofTransform = targetTransform !== undefined && isOnly ? 'regression' : undefined;
    const task = meaning === 'oneHot' ? 'classification' : ofTransform;
    const values = cellsOfTarget(array, file);
    const own = declaredTask(request.task, name) ?? task;
    const target = targetOfValues({ name, values }, { targetTransform, task: own }, faults);
    return [{ name, target }];
  }
  const place = { file, field: name };
  const width = rowSize(array);
  if (width === 0) cellsOfTarget(array, file);
  if (width > mostTargets)
    throw arrayFault(place, `must have at most ${mostTargets} numbers a row, as targets`, { value: width });
  return columnsOfTarget(array).map((values, cell): NamedTarget => {
    const own = names?.[cell] ?? cellName(name, cell, array.shape.slice(1));
    if (meaning === 'labels') return { name: own, target: labelOf(own, values, place, faults) };
    const task = declaredTask(request.task, own, name) ?? (isText(array) ? 'classification' : 'regression');
    return { name: own, target: targetOfValues({ name: own, values }, { targetTransform, task }, faults) };
  });
}

/** The values of each place of the rows: truth values are 0 and 1. */
export function columnsOfTarget(array: GatheredArray): ArrayLike<unknown>[] {
  const width = rowSize(array);
  const rows = array.shape[0] ?? 0;
  return Array.from({ length: width }, (_, cell) =>
    Array.from({ length: rows }, (__, row) => array.values[row * width + cell]),
  );
}

function labelOf(
  name: string,
  values: ArrayLike<unknown>,
  place: { readonly file: string; readonly field: string },
  faults: FaultList,
): NamedTarget['target'] {
  const labels = Int32Array.from(values, (value, row) => {
    if (value === 0 || value === 1) return value;
    throw arrayFault(place, `must be of 0 and 1, as labels: row ${row + 1} is not`, { value });
  });
  addVarietyFault(name, [0, 1].filter((value) => labels.includes(value)).map(String), faults);
  return { kind: 'classification', classes: ['0', '1'], labels };
}

/** Says the meaning of rows of several numbers, where the request does not. */
function meaningNote(
  { array, meaning, parts }: ReadArray,
  { task, targetTransform }: TargetRequest,
): string[] {
  const { name } = array;
  const isDeclared = declaredTask(task, name) !== undefined || targetTransform !== undefined;
  if (isDeclared || meaning === 'value') return [];
  const names = parts.map((part) => part.name);
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
