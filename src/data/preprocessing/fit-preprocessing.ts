import { valuesAt } from '../../statistics/places.ts';
import { selectMedian } from '../../statistics/select-median.ts';
import { dateParts } from '../../study/cell-form.ts';
import type {
  ColumnTransform,
  DateTransform,
  NumberEncoding,
  NumberTransform,
} from '../../study/pipeline.ts';
import type { Scaling } from '../../study/scaling.ts';
import { partOfDate } from '../cells/date.ts';
import type { Preprocessing } from '../dataset.ts';
import type { CategoryColumn, NumberColumn, RawColumn, RawData } from '../raw-data.ts';
import { chooseScaling } from './choose-scaling.ts';
import { fitArrays } from './fit-arrays.ts';
import { fitScale, meanAndStd } from './fit-scale.ts';
import { fitTokens } from './fit-tokens.ts';

/**
 * Fits on the given rows alone, the training split's; the other rows have no influence. A column that does not vary in
 * these rows is left out: whatever it holds later, it has taught the model nothing. Numbers without a scaling of their
 * own have an encoding for each of `scalings`, which the space searches.
 */
export function fitPreprocessing(
  inputs: RawData['inputs'],
  rows: Int32Array,
  scaling: Scaling,
  scalings: readonly Scaling[] = [],
): Preprocessing {
  if (inputs.kind === 'images') return { kind: 'image', divisor: scaling === 'none' ? 1 : inputs.maximum };
  if (inputs.kind === 'arrays') return { kind: 'arrays', parts: fitArrays(inputs.parts, rows, scaling) };
  const columns = inputs.columns.map((column) => fitColumn(column, rows, [scaling, ...scalings]));
  return { kind: 'table', columns: columns.filter((column) => column !== undefined) };
}

/** One column alone; undefined where it does not vary. `median`: that of its numbers in these rows, where it is known. */
export function fitColumn(
  column: RawColumn,
  rows: Int32Array,
  scalings: readonly [Scaling, ...Scaling[]],
  median?: number,
): ColumnTransform | undefined {
  const { name, missing } = column;
  const own = { name, ...(missing && { missing }) };
  if (column.kind === 'category') return fitCategory(column, rows, own);
  const { cells, fill, hasMissing } = filled(column, rows, median);
  const indicator = column.hasIndicator && hasMissing ? ({ indicator: true } as const) : {};
  if (isConstant(cells) && !('indicator' in indicator)) return undefined;
  const { form } = column;
  if (form?.type === 'date')
    return { kind: 'date', ...own, form, fill, parts: fitParts(cells), ...indicator };
  const encodings = fitEncodings(cells, column.scaling === undefined ? scalings : [column.scaling]);
  return { kind: 'number', ...own, ...(form && { form }), fill, ...encodings, ...indicator };
}

/** The encoding of the first scaling, and those of others that differ from it. */
function fitEncodings(
  cells: Float64Array,
  [first, ...others]: readonly [Scaling, ...Scaling[]],
): NumberEncoding & Pick<NumberTransform, 'alternatives'> {
  const encode = (scaling: Scaling) => fitScale(cells, scaling === 'auto' ? chooseScaling(cells) : scaling);
  const encoding = encode(first);
  const written = JSON.stringify(encoding);
  const alternatives = [...new Set(others)]
    .filter((scaling) => scaling !== first)
    .map((scaling) => ({ scaling, ...encode(scaling) }))
    .filter(({ scaling, ...each }) => JSON.stringify(each) !== written);
  return alternatives.length === 0 ? encoding : { ...encoding, alternatives };
}

function fitCategory(
  { codes, categories, hashed, tokens }: CategoryColumn,
  rows: Int32Array,
  own: { name: string; missing?: readonly string[] },
): ColumnTransform | undefined {
  const seen = codesIn(codes, categories.length, rows);
  if (seen.size < 2) return undefined;
  if (hashed !== undefined) return { kind: 'hashed', ...own, ...hashed };
  if (tokens !== undefined) {
    const texts = Array.from(rows, (row) => categories[codes[row] as number]);
    return { kind: 'tokens', ...own, of: tokens.of, ...fitTokens(texts, tokens) };
  }
  const values = categories.filter((_, code) => seen.has(code));
  return { kind: 'category', ...own, values };
}

/** The distinct codes of some rows; −1 for missing cells. */
function codesIn(codes: Int32Array, categories: number, rows: Int32Array): Set<number> {
  const isSeen = new Uint8Array(categories + 1);
  for (let at = 0; at < rows.length; at++) isSeen[(codes[rows[at] as number] as number) + 1] = 1;
  return new Set([...isSeen.keys()].filter((place) => isSeen[place] === 1).map((place) => place - 1));
}

/** Missing cells are filled before scaling is fitted, so that the filled column has mean 0 and std 1. */
function filled(
  { values }: NumberColumn,
  rows: Int32Array,
  median?: number,
): { cells: Float64Array; fill: number; hasMissing: boolean } {
  const cells = valuesAt(values, rows);
  let missing = 0;
  for (let index = 0; index < cells.length; index++) if (Number.isNaN(cells[index])) missing++;
  const fill = missing === cells.length ? 0 : (median ?? selectMedian(presentIn(cells, missing)));
  if (missing === 0) return { cells, fill, hasMissing: false };
  for (let index = 0; index < cells.length; index++) if (Number.isNaN(cells[index])) cells[index] = fill;
  return { cells, fill, hasMissing: true };
}

/** A copy of the cells that are not missing. */
function presentIn(cells: Float64Array, missing: number): Float64Array {
  return missing === 0 ? cells.slice() : cells.filter((cell) => !Number.isNaN(cell));
}

/** The parts of a date that vary in the training rows; points on a circle keep their size. */
function fitParts(cells: Float64Array): DateTransform['parts'] {
  return dateParts.flatMap((part): DateTransform['parts'] => {
    const values = cells.map((days) => partOfDate(days, part));
    if (isConstant(values)) return [];
    if (part !== 'year' && part !== 'days') return [{ part, shift: 0, scale: 1 }];
    const { mean, std } = meanAndStd(values);
    return [{ part, shift: mean, scale: std }];
  });
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}
