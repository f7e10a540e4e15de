import { FaultsError } from '../../faults/errors.ts';
import type { ArrayValues } from '../../study/inputs/array-values.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { kindOfTask } from '../../study/task/task-name.ts';
import type { FaultList } from '../fault-list.ts';
import { arrayFault } from '../formats/arrays/named-array.ts';
import type { RawTarget } from '../raw-data.ts';
import { ColumnBuilder } from '../table/column-builder.ts';
import { addDomainFaults } from '../table/roles/transform-domain.ts';
import { readTarget } from '../table/target-column.ts';
import { type GatheredArray, isText, rowSize } from './gather-arrays.ts';

type TargetRequest = Pick<DataSpec, 'task' | 'targetTransform' | 'classes'>;

/**
 * The target of an array with one value a row, or with a row of zeros and a one for the class. The task is inferred as
 * for a column of a table. FaultsError where a row has no value.
 */
export function targetOfArray(array: GatheredArray, request: TargetRequest, faults: FaultList): RawTarget {
  const cells = cellsOfTarget(array, faults.file);
  const isOneHot = rowSize(array) > 1;
  const builder = new ColumnBuilder(array.name, 1);
  for (let row = 0; row < cells.length; row++) builder.add(cells[row], row + 1, row);
  const rowNumbers = Int32Array.from(cells, (_, row) => row);
  const places = { lines: rowNumbers.map((row) => row + 1), rowNumbers };
  const ofTransform = request.targetTransform === undefined ? undefined : 'regression';
  if (request.task === 'multilabel') {
    const constraint = 'must be a task of one target: labels are columns of a table';
    throw new FaultsError([{ file: faults.file, field: 'data.task', constraint, value: request.task }]);
  }
  const task = request.task ?? ofTransform ?? (isOneHot ? 'classification' : undefined);
  const target = readTarget(builder, task && kindOfTask(task), places, faults);
  requireValues(target, array.name, faults.file);
  addDomainFaults(target, builder, request, { places, faults });
  return request.classes === undefined ? target : named(target, request.classes, array.name, faults.file);
}

/** A value for each row: a number, a text or a truth value, and the class of a row of zeros and a one. */
export function cellsOfTarget(array: GatheredArray, file: string): ArrayLike<unknown> {
  const { values, areBooleans, name, shape } = array;
  if (rowSize(array) > 1) return oneHotClasses(array, file);
  if (rowSize(array) === 0)
    throw arrayFault({ file, field: name }, 'must have a number in each row', {
      value: `(${shape.join(', ')})`,
    });
  return areBooleans ? Array.from(values as ArrayValues, (value) => value === 1) : values;
}

/** The place of the one in each row. */
function oneHotClasses(array: GatheredArray, file: string): Int32Array {
  const { name, shape, values } = array;
  const width = rowSize(array);
  const constraint = 'must have one value a row, or a one for the class among zeros';
  const fault = (value: string) => arrayFault({ file, field: name }, constraint, { value });
  if (isText(array) || shape.length !== 2) throw fault(`shape (${shape.join(', ')})`);
  const classes = new Int32Array(shape[0] ?? 0).fill(-1);
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / width);
    const value = values[at];
    if (value === 0) continue;
    if (value !== 1 || classes[row] !== -1) throw fault(`${value} in row ${row + 1}`);
    classes[row] = at % width;
  }
  const empty = classes.indexOf(-1);
  if (empty >= 0) throw fault(`only zeros in row ${empty + 1}`);
  return classes;
}

function requireValues(target: RawTarget, name: string, file: string): void {
  const row =
    target.kind === 'regression'
      ? target.values.findIndex(Number.isNaN)
      : target.labels.findIndex((label) => label < 0);
  if (row >= 0)
    throw arrayFault({ file, field: name }, `must have a value in every row: row ${row + 1} has none`);
}

/** Classes 0, 1, 2 … by the names that the space file gives them. */
function named(target: RawTarget, names: readonly string[], field: string, file: string): RawTarget {
  const fault = (constraint: string, value: unknown) =>
    new FaultsError([{ file, field: 'data.classes', constraint, value }]);
  if (target.kind !== 'classification')
    throw fault(`must be absent: ${field} is a number to predict, not a class`, names);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw fault('must give each class a name of its own', repeated);
  const numbers = target.classes.map(Number);
  const foreign = numbers.find((number) => !Number.isInteger(number) || number < 0 || number >= names.length);
  if (foreign !== undefined)
    throw fault(
      `must have a name for each class of ${field}, from 0 to its largest`,
      target.classes.join(', '),
    );
  // Sorted as the numbers are.
  return { ...target, classes: numbers.map((number) => names[number] as string) };
}
