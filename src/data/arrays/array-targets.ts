import type { DataSpec } from '../../study/study-spec.ts';
import { declaredTask } from '../../study/task/task-name.ts';
import type { FaultList } from '../fault-list.ts';
import { arrayFault } from '../formats/arrays/named-array.ts';
import type { NamedTarget, RawData } from '../raw-data.ts';
import { withTargets } from '../raw-targets.ts';
import { addVarietyFault } from '../table/target-column.ts';
import { cellsOfTarget, targetOfValues } from './array-target.ts';
import { type GatheredArray, isText, rowSize } from './gather-arrays.ts';
import { meaningNote, meaningOf, placeNames, type RowMeaning } from './row-meaning.ts';
import { namesByArray, refuseNames, requireNames, type TargetNaming, withNames } from './target-names.ts';

type TargetRequest = TargetNaming & Pick<DataSpec, 'task' | 'targetTransform'>;

/** The targets of a source, with sentences about what was inferred. */
interface ArrayTargets extends Pick<RawData, 'target' | 'targets' | 'targetColumn' | 'targetArrays'> {
  readonly notes: readonly string[];
}

/** Each target has metrics, predictions and a report of its own. */
const mostTargets = 100;

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
    const own = names.get(array);
    const meaning = meaningOf(array, request, own);
    const parts = partsOf(array, meaning, { request, faults, names: own, isOnly: arrays.length === 1 });
    return { array, meaning, parts };
  });
  const parts = withNames(
    read.flatMap((each) => each.parts),
    request,
    faults.file,
  );
  requireNames(parts, arrays, request, faults.file);
  const notes = read.flatMap((each) =>
    meaningNote(
      each,
      request,
      each.parts.map(({ name }) => name),
    ),
  );
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
  const all = placeNames(array, names);
  return columnsOfTarget(array).map((values, cell): NamedTarget => {
    const own = all[cell] as string;
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
