import type { CellForm } from '../../study/cell-form.ts';
import type { Task } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { InferredTask, RawTarget } from '../raw-data.ts';
import { addCellFault, addInfinityFault, addRoundedFault, addUnusableFault } from './cell-faults.ts';
import { type ColumnBuilder, distinctLimit } from './column-builder.ts';
import { keepClassesLikeMissing } from './missing-classes.ts';
import { beyondNumbers, judgeNumbers, type NumberVerdict } from './number-verdict.ts';
import { sortedCategories } from './sorted-categories.ts';
import type { RowPlaces } from './table-builder.ts';

const mostInferredClasses = 20;
const rowsPerInferredClass = 5;
const listedRows = 20;

/**
 * The target column, for the task that the user set, else for the inferred one. A target without any value, text in a
 * regression, a constant target and more than 1,000 classes are faults. NaN and the label −1 stand for a missing
 * target.
 */
export function readTarget(
  builder: ColumnBuilder,
  task: Task['kind'] | undefined,
  places: RowPlaces,
  faults: FaultList,
): RawTarget {
  const { name, declaration } = builder;
  const declaredTask = task ?? taskOf(declaration.spec?.type);
  addUnusableFault(builder, faults);
  const numbers: NumberVerdict | undefined =
    declaration.form === undefined ? judgeNumbers(builder) : { form: declaration.form };
  const inferred = declaredTask === undefined ? inferTask(builder, numbers) : undefined;
  const reason = inferred === undefined ? {} : { inferred };
  const words = declaration.missing === undefined ? {} : { missing: declaration.missing };
  if ((declaredTask ?? inferred?.task) === 'regression') {
    const values = readValues(builder, numbers, faults);
    addMissingFaults(builder, missingRows(values, Number.isNaN), places, faults);
    addVarietyFault(name, builder.categories(), faults);
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
    const constraint = 'the target of a regression must be a number';
    addCellFault('text-among-numbers', builder, builder.texts, { faults, constraint });
    if (numbers === undefined && builder.beyond.count > 0) {
      const { cells, ...problem } = beyondNumbers(builder);
      addCellFault('text-among-numbers', builder, cells, { faults, ...problem });
    }
  }
  addInfinityFault(builder, faults);
  return builder.numbers();
}

function formOf(form: CellForm | undefined): { form?: Exclude<CellForm, { type: 'date' }> } {
  const isPlain = form === undefined || (form.type === 'number' && Object.keys(form).length === 1);
  return isPlain || form.type === 'date' ? {} : { form };
}

/** A declared type of the target's column decides the task too. */
function taskOf(type: string | undefined): Task['kind'] | undefined {
  if (type === 'category' || type === 'boolean' || type === 'ordinal') return 'classification';
  return type === 'number' || type === 'integer' ? 'regression' : undefined;
}

/**
 * Text is classification. Numbers are regression, unless all are whole, at most 20 are distinct and each occurs in 5
 * rows on average.
 */
function inferTask(builder: ColumnBuilder, numbers: NumberVerdict | undefined): InferredTask {
  const { distinct } = builder;
  if (builder.padded.count > 0) {
    const because = 'some of its values have leading zeros, as codes have';
    return { task: 'classification', because };
  }
  if (numbers === undefined) return { task: 'classification', because: 'its values are text' };
  if ('broken' in numbers) return { task: 'regression', because: 'most of its values are numbers' };
  if (numbers.form?.type === 'number' && numbers.form.decimal === ',') {
    return { task: 'regression', because: 'its values are numbers with a decimal comma' };
  }
  const areWhole = builder.numbers().every((number) => Number.isNaN(number) || Number.isInteger(number));
  if (!areWhole) return { task: 'regression', because: 'its values are numbers with fractions' };
  const values = `${distinct > distinctLimit ? `more than ${distinctLimit}` : distinct} distinct whole numbers`;
  const present = builder.numberCount;
  if (distinct > mostInferredClasses) {
    const because = `it has ${values}, and only up to ${mostInferredClasses} are taken for classes`;
    return { task: 'regression', because, otherwise: 'classification' };
  }
  if (distinct * rowsPerInferredClass > present) {
    const because = `it has ${values} in ${present} rows, fewer than ${rowsPerInferredClass} rows for each`;
    return { task: 'regression', because, otherwise: 'classification' };
  }
  return { task: 'classification', because: `it has only ${values}`, otherwise: 'regression' };
}

function missingRows(items: Float64Array | Int32Array, isMissing: (item: number) => boolean): number[] {
  const rows: number[] = [];
  items.forEach((item, row) => {
    if (isMissing(item)) rows.push(row);
  });
  return rows;
}

/** Rows without a target are left out and counted; a target without any value is a fault. */
function addMissingFaults(
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

function addVarietyFault(field: string, found: readonly string[], faults: FaultList): void {
  if (found.length !== 1) return;
  const constraint = 'the target must have at least two distinct values';
  faults.tolerate({ kind: 'constant-target', faults: [{ field, constraint, value: found[0] }] });
}
