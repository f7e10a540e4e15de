import type { Task } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawTarget } from '../raw-data.ts';
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
 * The target column, for the task that the user set, else for the inferred one. A missing cell, text in a regression, a
 * constant target and more than 1,000 classes are faults. Where a tolerant list of faults keeps them, NaN and the label
 * −1 stand for a missing target.
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
  if ((task ?? inferTask(builder)) === 'regression') {
    if (!isBroken) {
      const constraint = 'the target of a regression must be a number';
      addFirstCellFault('text-among-numbers', builder, builder.texts, { faults, constraint });
    }
    return { kind: 'regression', name: builder.name, values: builder.numbers() };
  }
  if (builder.distinct > distinctLimit) {
    faults.add({ field: builder.name, constraint: `must have at most ${distinctLimit} classes` });
  }
  addRoundedFaults(builder, faults);
  const { categories, codes } = sortedCategories(builder);
  return { kind: 'classification', classes: categories, labels: codes };
}

/**
 * Text is classification. Numbers are regression, unless all are whole, at most 20 are distinct and each occurs in 5
 * rows on average.
 */
function inferTask(builder: ColumnBuilder): Task['kind'] {
  if (builder.textCount > 0) return isBrokenNumber(builder) ? 'regression' : 'classification';
  const mostClasses = Math.min(mostInferredClasses, builder.rows / rowsPerInferredClass);
  const areWhole = builder.numbers().every((number) => Number.isNaN(number) || Number.isInteger(number));
  return areWhole && builder.distinct <= mostClasses ? 'classification' : 'regression';
}

function addMissingFaults(builder: ColumnBuilder, { lines, rowNumbers }: RowPlaces, faults: FaultList): void {
  const { name: field, position: column } = builder;
  const constraint = 'the target must not be missing';
  const missing = builder.missingRows();
  if (missing.length === 0) return;
  const first = [...missing.subarray(0, listedRows)];
  faults.tolerate({
    kind: 'missing-target',
    faults: first.map((row) => ({
      field,
      constraint,
      line: lines[row] as number,
      column,
      hint: 'remove the row',
    })),
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
