import type { FaultList } from '../fault-list.ts';
import type { CategoryColumn, NumberColumn, RawColumn } from '../raw-data.ts';
import { sortNames } from './cell.ts';
import { type ColumnBuilder, distinctLimit } from './column-builder.ts';

const mostCategories = 50;
/** Below this many categories, even a column without any repetition is taken for one. */
const fewCategories = 10;
const rowNumberName = /^(column\d+|id|index|row|rownames|unnamed: 0)$/i;

/**
 * A column of numbers, or of at most 50 categories. Whatever is neither is a fault: an empty column, numbers
 * with a few cells of text among them, identifiers and free text, a column that only counts the rows.
 */
export function readFeature(builder: ColumnBuilder, faults: FaultList): RawColumn {
  if (isBrokenNumber(builder)) addTextFaults(builder, faults, 'leave the cell empty if it is missing');
  const law = wholeColumnLaw(builder);
  if (law !== undefined) faults.add({ field: builder.name, law, hint: 'name it in data.exclude' });
  return builder.textCount === 0 ? numberColumn(builder) : categoryColumn(builder);
}

/**
 * True when text stands among numbers by mistake, not as a category: in a single cell or up to 1 % of the
 * cells, or up to 10 % where there are too many distinct values for categories.
 */
export function isBrokenNumber(builder: ColumnBuilder): boolean {
  const share = builder.distinct > mostCategories ? 0.1 : 0.01;
  const tolerated = Math.max(1, share * (builder.numberCount + builder.textCount));
  return builder.textCount > 0 && builder.numberCount > builder.textCount && builder.textCount <= tolerated;
}

/** One fault for each cell of text, with its line and column. */
export function addTextFaults(builder: ColumnBuilder, faults: FaultList, hint: string): void {
  const { name: field, position: column, texts, textCount } = builder;
  const law = 'must be a number like the rest of its column';
  for (const { line, value } of texts) faults.add({ field, law, value, line, column, hint });
  faults.addUnlisted(textCount - texts.length);
}

function wholeColumnLaw(builder: ColumnBuilder): string | undefined {
  const { distinct, textCount, numberCount } = builder;
  const present = textCount + numberCount;
  if (present === 0) return 'has no value in any row';
  if (textCount === 0) return countsRows(builder) ? 'only counts the rows' : undefined;
  if (isBrokenNumber(builder)) return undefined;
  const count = distinct > distinctLimit ? `more than ${distinctLimit}` : distinct;
  if (distinct > mostCategories)
    return `has ${count} distinct texts, and a category at most ${mostCategories}`;
  const isNearlyUnique = distinct > fewCategories && distinct > present / 2;
  return isNearlyUnique
    ? `has ${count} distinct texts in ${present} rows, too many for a category`
    : undefined;
}

/** Only for columns that nobody named, or named as an index: x = 1, 2, 3, … is a fair input otherwise. */
function countsRows(builder: ColumnBuilder): boolean {
  if (!rowNumberName.test(builder.name) || builder.rows < 3) return false;
  const numbers = builder.numbers();
  return numbers.every((number, row) => row === 0 || number === (numbers[row - 1] as number) + 1);
}

function numberColumn(builder: ColumnBuilder): NumberColumn {
  return { kind: 'number', name: builder.name, values: builder.numbers() };
}

function categoryColumn(builder: ColumnBuilder): CategoryColumn {
  return { kind: 'category', name: builder.name, ...sortedCategories(builder) };
}

/** Categories in sorted order, so that they do not depend on the order of the rows. */
export function sortedCategories(builder: ColumnBuilder): { categories: string[]; codes: Int32Array } {
  const found = builder.categories();
  const categories = sortNames(found);
  const place = new Map(categories.map((name, index) => [name, index]));
  const sorted = Int32Array.from(found, (name) => place.get(name) as number);
  const codes = builder.codes().map((code) => (code < 0 ? -1 : (sorted[code] as number)));
  return { categories, codes };
}
