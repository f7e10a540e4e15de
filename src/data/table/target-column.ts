import type { Task } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { InferredTask, RawTarget } from '../raw-data.ts';
import { type ColumnBuilder, distinctLimit } from './column-builder.ts';
import {
  addFirstCellFault,
  addInfinityFaults,
  addRoundedFaults,
  addTextFaults,
  addUnusableFaults,
  isBrokenNumber,
  sortedCategories,
} from './feature-column.ts';
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
  addUnusableFaults(builder, faults);
  addMissingFaults(builder, places, faults);
  addVarietyFault(builder, faults);
  const isBroken = task !== 'classification' && isBrokenNumber(builder);
  if (isBroken) addTextFaults(builder, faults, 'if it is a class, set data.task to "classification"');
  if (task !== 'classification') addInfinityFaults(builder, faults);
  const inferred = task === undefined ? inferTask(builder) : undefined;
  const reason = inferred === undefined ? {} : { inferred };
  if ((task ?? inferred?.task) === 'regression') {
    if (!isBroken) {
      const constraint = 'the target of a regression must be a number';
      addFirstCellFault('text-among-numbers', builder, builder.texts, { faults, constraint });
    }
    return { kind: 'regression', name: builder.name, values: builder.numbers(), ...reason };
  }
  if (builder.distinct > distinctLimit) {
    faults.add({ field: builder.name, constraint: `must have at most ${distinctLimit} classes` });
  }
  addRoundedFaults(builder, faults);
  const { categories, codes } = sortedCategories(builder);
  return { kind: 'classification', classes: categories, labels: codes, ...reason };
}

/**
 * Text is classification. Numbers are regression, unless all are whole, at most 20 are distinct and each occurs in 5
 * rows on average.
 */
function inferTask(builder: ColumnBuilder): InferredTask {
  const { distinct, textCount } = builder;
  if (textCount > 0 && !isBrokenNumber(builder)) {
    return { task: 'classification', because: 'its values are text' };
  }
  if (textCount > 0) return { task: 'regression', because: 'nearly all of its values are numbers' };
  const areWhole = builder.numbers().every((number) => Number.isNaN(number) || Number.isInteger(number));
  if (!areWhole) return { task: 'regression', because: 'its values are numbers with fractions' };
  const values = `${distinct > distinctLimit ? `more than ${distinctLimit}` : distinct} distinct whole numbers`;
  const present = builder.rows - builder.missingRows().length;
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

/** Rows without a target are left out and counted; a target without any value is a fault. */
function addMissingFaults(builder: ColumnBuilder, { lines, rowNumbers }: RowPlaces, faults: FaultList): void {
  const { name: field, position: column, rows } = builder;
  const missing = builder.missingRows();
  if (missing.length === 0) return;
  if (missing.length === rows) {
    faults.add({ field, constraint: 'the target has no value in any row', column });
    return;
  }
  const first = [...missing.subarray(0, listedRows)];
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

function addVarietyFault(builder: ColumnBuilder, faults: FaultList): void {
  if (builder.distinct !== 1) return;
  const value = builder.categories()[0];
  const constraint = 'the target must have at least two distinct values';
  faults.tolerate({ kind: 'constant-target', faults: [{ field: builder.name, constraint, value }] });
}
