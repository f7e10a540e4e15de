import { FaultsError } from '../../faults/errors.ts';
import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { kindOfTask } from '../../study/task/task-name.ts';
import type { FaultList } from '../fault-list.ts';
import { arrayFault } from '../formats/arrays/named-array.ts';
import type { RawTarget } from '../raw-data.ts';
import { ColumnBuilder } from '../table/column-builder.ts';
import { addDomainFaults, type TargetReading } from '../table/roles/transform-domain.ts';
import { readTarget } from '../table/target-column.ts';
import { type GatheredArray, isText, rowSize } from './gather-arrays.ts';

/** The values to predict, one a row, and the name of the target in faults. */
interface TargetValues {
  readonly name: string;
  readonly values: ArrayLike<unknown>;
}

/**
 * A target of one value a row; without a task it is inferred as for a column of a table. FaultsError where a row has no
 * value.
 */
export function targetOfValues(
  { name, values }: TargetValues,
  request: TargetReading,
  faults: FaultList,
): RawTarget {
  const builder = new ColumnBuilder(name, 1);
  for (let row = 0; row < values.length; row++) builder.add(values[row], row + 1, row);
  const rowNumbers = Int32Array.from(values, (_, row) => row);
  const places = { lines: rowNumbers.map((row) => row + 1), rowNumbers };
  const target = readTarget(builder, request.task && kindOfTask(request.task), places, faults);
  requireValues(target, name, faults.file);
  addDomainFaults(target, builder, request, { places, faults });
  return target;
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
  const { classes, broken } = onesOf(array);
  if (broken !== undefined) throw fault(`${values[broken]} in row ${Math.floor(broken / width) + 1}`);
  const empty = classes.indexOf(-1);
  if (empty >= 0) throw fault(`only zeros in row ${empty + 1}`);
  return classes;
}

/** Whether each row of [rows, classes] is of zeros and a one. */
export function isOneHot(array: GatheredArray): boolean {
  if (isText(array) || array.shape.length !== 2) return false;
  const { classes, broken } = onesOf(array);
  return broken === undefined && !classes.includes(-1);
}

/** The place of the one in each row, −1 where there is none; the first number that is no zero and no first one. */
function onesOf(array: GatheredArray): { readonly classes: Int32Array; readonly broken?: number } {
  const { shape, values } = array;
  const width = rowSize(array);
  const classes = new Int32Array(shape[0] ?? 0).fill(-1);
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / width);
    if (values[at] === 0) continue;
    if (values[at] !== 1 || classes[row] !== -1) return { classes, broken: at };
    classes[row] = at % width;
  }
  return { classes };
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
export function withClassNames(
  target: RawTarget,
  names: readonly string[],
  field: string,
  file: string,
): RawTarget {
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
