import { type CellForm, isPlain } from '../../study/cell-form.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { constraintOf } from '../cells/form.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawTarget } from '../raw-data.ts';
import { addCellFault, addInfinityFault, addRoundedFault, addUnusableFault } from './cell-faults.ts';
import type { RowPlaces } from './cell-tally.ts';
import { distinctLimit } from './column/code-limit.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { taskOf } from './column-declaration.ts';
import { inferTask } from './inference/infer-task.ts';
import { beyondNumbers, judgeNumbers, type NumberVerdict } from './inference/number-verdict.ts';
import { notationHint } from './inference/units.ts';
import { keepClassesLikeMissing } from './missing-classes.ts';
import { addUndeclaredClasses } from './roles/declared-classes.ts';
import { sortedCategories } from './sorted-categories.ts';

const listedRows = 20;

/**
 * The target column, for the task that the user set, else for the inferred one. A target without any value, text in a
 * regression, a constant target and more than 1,000 classes are faults. NaN and the label −1 stand for a missing
 * target.
 */
export function readTarget(
  builder: ColumnBuilder,
  task: SingleTask['kind'] | undefined,
  places: RowPlaces,
  faults: FaultList,
): RawTarget {
  const { name, declaration } = builder;
  const declaredTask = task ?? taskOf(declaration);
  addUnusableFault(builder, faults);
  const numbers: NumberVerdict | undefined =
    declaration.form === undefined ? judgeNumbers(builder) : { form: declaration.form };
  const inferred = declaredTask === undefined ? inferTask(builder, numbers) : undefined;
  const reason = inferred === undefined ? {} : { inferred };
  const words = declaration.missing === undefined ? {} : { missing: declaration.missing };
  if ((declaredTask ?? inferred?.task) === 'regression') {
    const values = readValues(builder, numbers, faults);
    // Where no cell is a number, those that are no number are the fault.
    const isBroken = builder.textCount + builder.infinities.count > 0 && values.every(Number.isNaN);
    if (!isBroken) addMissingFaults(builder, missingRows(values, Number.isNaN), places, faults);
    addVarietyFault(name, distinctValues(values), faults);
    const form = numbers !== undefined && 'form' in numbers ? formOf(numbers.form) : {};
    return { kind: 'regression', name, values, ...form, ...words, ...reason };
  }
  const kept = keepClassesLikeMissing(builder, faults);
  if (!builder.hasCodes || builder.distinct > distinctLimit) {
    const constraint = `must have at most ${distinctLimit} classes`;
    faults.add({
      field: name,
      constraint,
      value: builder.hasCodes ? builder.distinct : `over ${distinctLimit}`,
    });
  }
  addRoundedFault(builder, faults);
  const { categories, codes } = sortedCategories(builder, kept);
  addMissingFaults(
    builder,
    missingRows(codes, (code) => code < 0),
    places,
    faults,
  );
  addUndeclaredClasses(builder, { classes: categories, labels: codes }, { places, faults });
  addVarietyFault(name, categories, faults);
  return { kind: 'classification', classes: categories, labels: codes, ...words, ...reason };
}

/** The numbers of a regression; any other cell is a fault. */
function readValues(
  builder: ColumnBuilder,
  numbers: NumberVerdict | undefined,
  faults: FaultList,
): Float64Array {
  if (numbers !== undefined && 'broken' in numbers) {
    const { cells, constraint, hint } = numbers.broken;
    addCellFault('text-among-numbers', builder, cells, { faults, constraint, hint });
  } else if (numbers === undefined || builder.declaration.form !== undefined) {
    const { form } = builder.declaration;
    const constraint =
      form === undefined
        ? 'the target of a regression must be a number'
        : `the target ${constraintOf(form)}, as data.columns declares`;
    const hint = form && notationHint(builder.name, form, builder.texts);
    addCellFault('text-among-numbers', builder, builder.texts, { faults, constraint, hint });
    if (numbers === undefined && builder.digits.beyond.count > 0) {
      const { cells, ...problem } = beyondNumbers(builder, ['category']);
      addCellFault('text-among-numbers', builder, cells, { faults, ...problem });
    }
  }
  addInfinityFault(builder, faults);
  return builder.numbers();
}

function formOf(form: CellForm | undefined): { form?: Exclude<CellForm, { type: 'date' }> } {
  return form === undefined || isPlain(form) || form.type === 'date' ? {} : { form };
}

function missingRows(items: Float64Array | Int32Array, isMissing: (item: number) => boolean): number[] {
  const rows: number[] = [];
  items.forEach((item, row) => {
    if (isMissing(item)) rows.push(row);
  });
  return rows;
}

/** Rows without a target are left out and counted; a target without any value is a fault. */
export function addMissingFaults(
  builder: ColumnBuilder,
  missing: readonly number[],
  { lines, rowNumbers }: RowPlaces,
  faults: FaultList,
): void {
  const { name: field, position: column, rows } = builder;
  if (missing.length === 0) return;
  if (missing.length === rows) {
    faults.add({ field, constraint: 'the target has no value in any row', column });
    return;
  }
  const first = missing.slice(0, listedRows);
  const constraint =
    missing.length > rows / 2
      ? `only ${rows - missing.length} of ${rows} rows have a target`
      : `the target is missing in ${missing.length} of ${rows} rows`;
  faults.notice({
    kind: 'missing-target',
    faults: first.map((row) => ({ field, constraint, line: lines[row] as number, column })),
    rows: first.map((row) => rowNumbers[row] as number),
    count: missing.length,
  });
}

/** Two different values, unless there are fewer; those that are missing do not count. */
function distinctValues(values: Float64Array): string[] {
  const first = values.find((value) => !Number.isNaN(value));
  const other = values.find((value) => !Number.isNaN(value) && value !== first);
  return [first, other].flatMap((value) => (value === undefined ? [] : [String(value)]));
}

export function addVarietyFault(field: string, found: readonly string[], faults: FaultList): void {
  if (found.length !== 1) return;
  const constraint = 'the target must have at least two distinct values';
  faults.tolerate({ kind: 'constant-target', faults: [{ field, constraint, value: found[0] }] });
}
