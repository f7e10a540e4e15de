import { isMissing } from '../../cells/missing.ts';
import { readNumber } from '../../cells/number.ts';

const numberedColumn = /^column[1-9]\d*$/;

/** The columns' names, and whether they come from the first row. */
export interface Header {
  readonly names: readonly string[];
  readonly isPresent: boolean;
}

/** Declarations of a request about a file's header. */
export interface HeaderRequest {
  readonly wanted: readonly string[];
  /** Declared, in place of the detection. */
  readonly header?: boolean | undefined;
  /** All columns were column1, column2, … when the model was trained. */
  readonly isNumbered?: boolean | undefined;
}

/**
 * Detects a header from a file's first rows. The first row is a header when it names a column that the request asks
 * for. It is also one when it holds no number and a later row does, or when all cells are text and the request does not
 * name column1, column2, …, the names of columns without a header.
 */
export function readHeader(rows: readonly (readonly string[])[], request: HeaderRequest): Header {
  const cells = (rows[0] ?? []).map((cell) => cell.trim());
  const isPresent = request.header ?? isHeader(cells, rows.slice(1), request);
  const names = cells.map((cell, index) => (isPresent && cell !== '' ? cell : `column${index + 1}`));
  return { names, isPresent };
}

export function asksByNumber(wanted: readonly string[]): boolean {
  return wanted.some((name) => numberedColumn.test(name));
}

export function isNumberedColumn(name: string): boolean {
  return numberedColumn.test(name);
}

function isHeader(
  cells: readonly string[],
  later: readonly (readonly string[])[],
  { wanted, isNumbered }: HeaderRequest,
): boolean {
  if (wanted.some((name) => cells.includes(name))) return true;
  const isText = !cells.some(isMeasured) && cells.some((cell) => !isMissing(cell));
  if (!isText || isNumbered) return false;
  return !asksByNumber(wanted) || later.some((row) => row.some(isMeasured));
}

const dateBeginning = /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b/;
const writtenAmount = /^[-+−(]?\s*[$€£¥]?\s*\d[\d\s.,'’]*([eE][-+]?\d+)?\s*[%$€£¥)]?$/;

/** True for a cell that belongs to a row and is no name: a number in any usual form, or a date. */
export function isMeasured(cell: string): boolean {
  const text = cell.trim();
  return !Number.isNaN(readNumber(text)) || writtenAmount.test(text) || dateBeginning.test(text);
}
