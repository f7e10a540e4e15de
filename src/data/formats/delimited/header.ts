import { isMissing } from '../../cells/missing.ts';
import { readNumber } from '../../cells/number.ts';

const unnamedColumn = /^column[1-9]\d*$/;

/** The columns' names, and whether they come from the first row. */
export interface Header {
  readonly names: readonly string[];
  readonly isPresent: boolean;
}

/**
 * Detects a header from a file's first rows. The first row is a header when it names a column that the request asks
 * for. It is also one when it holds no number and a later row does, or when all cells are text and the request does not
 * name column1, column2, …, the names of columns without a header.
 */
export function readHeader(rows: readonly (readonly string[])[], wanted: readonly string[]): Header {
  const cells = (rows[0] ?? []).map((cell) => cell.trim());
  const asksByNumber = wanted.some((name) => unnamedColumn.test(name));
  const laterRowHasNumber = rows.slice(1).some((row) => row.some((cell) => isNumber(cell)));
  const isText = !cells.some((cell) => isNumber(cell)) && cells.some((cell) => !isMissing(cell));
  const isPresent =
    wanted.some((name) => cells.includes(name)) || (isText && (laterRowHasNumber || !asksByNumber));
  const names = cells.map((cell, index) => (isPresent && cell !== '' ? cell : `column${index + 1}`));
  return { names, isPresent };
}

function isNumber(cell: string): boolean {
  return !Number.isNaN(readNumber(cell.trim()));
}
