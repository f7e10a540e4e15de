import type { FaultList } from '../fault-list.ts';
import { roundedConstraint, sortNames } from '../formats/cell.ts';
import type { CategoryColumn, NumberColumn, RawColumn } from '../raw-data.ts';
import type { ProblemKind } from '../source-problem.ts';
import { type CellTally, type ColumnBuilder, distinctLimit } from './column-builder.ts';

const numberConstraint = 'must be a number like the rest of its column';
const emptyCellHint = 'leave the cell empty if it is missing';
const mostCategories = 50;
/** With fewer categories, even a column without repeated cells is one of categories. */
const fewCategories = 10;
const rowNumberName = /^(column\d+|id|index|row|rownames|unnamed: 0)$/i;

/**
 * A column of numbers, or of at most 50 categories. Any other column is a fault: an empty one, numbers mixed with a few
 * text or infinite cells, identifiers and free text, a row counter, dates and lists. Where a tolerant list of faults
 * keeps the problem, a useless column is undefined and a faulty cell counts as missing.
 */
export function readFeature(builder: ColumnBuilder, faults: FaultList): RawColumn | undefined {
  if (builder.unusable.count > 0) {
    addUnusableFaults(builder, faults, 'name the column in data.exclude');
    return undefined;
  }
  const isBroken = isBrokenNumber(builder);
  if (isBroken) addTextFaults(builder, faults, emptyCellHint);
  addInfinityFaults(builder, faults);
  const whole = wholeColumnFault(builder);
  if (whole !== undefined) {
    const fault = { field: builder.name, constraint: whole.constraint, hint: 'name it in data.exclude' };
    faults.tolerate({ kind: whole.kind, faults: [fault] });
    return undefined;
  }
  if (isBroken || builder.textCount === 0) return numberColumn(builder);
  addRoundedFaults(builder, faults);
  return categoryColumn(builder);
}

/**
 * True when text among numbers is a mistake, not a category: a single cell or up to 1 % of the cells, or up to 10 %
 * where there are too many distinct values for categories.
 */
export function isBrokenNumber(builder: ColumnBuilder): boolean {
  const share = builder.distinct > mostCategories ? 0.1 : 0.01;
  const tolerated = Math.max(1, share * (builder.numberCount + builder.textCount));
  return builder.textCount > 0 && builder.numberCount > builder.textCount && builder.textCount <= tolerated;
}

/** One fault per text cell, with its line and column. */
export function addTextFaults(builder: ColumnBuilder, faults: FaultList, hint: string): void {
  addCellFaults('text-among-numbers', builder, builder.texts, { faults, hint, constraint: numberConstraint });
}

/** One fault per infinite cell of a column without text, or with too little text to be one of categories. */
export function addInfinityFaults(builder: ColumnBuilder, faults: FaultList): void {
  if (builder.textCount > 0 && !isBrokenNumber(builder)) return;
  addCellFaults('infinite-values', builder, builder.infinities, {
    faults,
    hint: emptyCellHint,
    constraint: numberConstraint,
  });
}

/** A fault for the first date, list or object of a column. */
export function addUnusableFaults(builder: ColumnBuilder, faults: FaultList, hint?: string): void {
  const constraint = 'must be a number, a text or a truth value';
  addFirstCellFault('unusable-cells', builder, builder.unusable, { faults, constraint, hint });
}

/** A fault for the first number, in a column of names, that a double may have rounded. */
export function addRoundedFaults(builder: ColumnBuilder, faults: FaultList): void {
  addFirstCellFault('rounded-names', builder, builder.rounded, { faults, constraint: roundedConstraint });
}

interface CellFault {
  readonly faults: FaultList;
  readonly constraint: string;
  readonly hint?: string | undefined;
}

/** One fault, shown at the first cell, for all cells of a kind that make the whole column unusable. */
export function addFirstCellFault(
  kind: ProblemKind,
  { name: field, position: column }: ColumnBuilder,
  { first, count }: CellTally,
  { faults, constraint, hint }: CellFault,
): void {
  const [cell] = first;
  if (cell === undefined) return;
  const { line, value } = cell;
  faults.tolerate({
    kind,
    faults: [{ ...{ field, constraint, value, line, column }, ...(hint === undefined ? {} : { hint }) }],
    rows: first.map(({ row }) => row),
    count: faults.isTolerant ? count : 1,
  });
}

function addCellFaults(
  kind: ProblemKind,
  { name: field, position: column }: ColumnBuilder,
  { first, count }: CellTally,
  { faults, constraint, hint = '' }: CellFault,
): void {
  if (count === 0) return;
  const rows = first.map(({ row }) => row);
  const found = first.map(({ line, value }) => ({ field, constraint, value, line, column, hint }));
  faults.tolerate({ kind, faults: found, rows, count });
}

function wholeColumnFault(builder: ColumnBuilder): { kind: ProblemKind; constraint: string } | undefined {
  const { distinct, textCount, numberCount } = builder;
  const present = textCount + numberCount;
  if (present === 0) return { kind: 'empty-column', constraint: 'has no value in any row' };
  if (countsRows(builder)) return { kind: 'identifier-column', constraint: 'only counts the rows' };
  if (textCount === 0 || isBrokenNumber(builder)) return undefined;
  const count = distinct > distinctLimit ? `more than ${distinctLimit}` : distinct;
  const isNearlyUnique = distinct > fewCategories && distinct > present / 2;
  const kind = isNearlyUnique || distinct > distinctLimit ? 'identifier-column' : 'too-many-categories';
  if (distinct > mostCategories)
    return { kind, constraint: `has ${count} distinct texts, and a category at most ${mostCategories}` };
  const constraint = `has ${count} distinct texts in ${present} rows, too many for a category`;
  return isNearlyUnique ? { kind, constraint } : undefined;
}

/** Only for columns without a name, or with the name of an index: x = 1, 2, 3, … is a valid input otherwise. */
function countsRows(builder: ColumnBuilder): boolean {
  if (!rowNumberName.test(builder.name) || builder.rows < 3 || builder.textCount > 0) return false;
  const numbers = builder.numbers();
  return numbers.every((number, row) => row === 0 || number === (numbers[row - 1] as number) + 1);
}

function numberColumn(builder: ColumnBuilder): NumberColumn {
  return { kind: 'number', name: builder.name, values: builder.numbers() };
}

function categoryColumn(builder: ColumnBuilder): CategoryColumn {
  return { kind: 'category', name: builder.name, ...sortedCategories(builder) };
}

/** Sorted categories, so that they do not depend on the order of the rows. */
export function sortedCategories(builder: ColumnBuilder): { categories: string[]; codes: Int32Array } {
  const found = builder.categories();
  const categories = sortNames(found);
  const place = new Map(categories.map((name, index) => [name, index]));
  const sorted = Int32Array.from(found, (name) => place.get(name) as number);
  const codes = builder.codes().map((code) => (code < 0 ? -1 : (sorted[code] as number)));
  return { categories, codes };
}
