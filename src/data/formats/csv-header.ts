import { isMissing, readNumber } from './cell.ts';

const unnamedColumn = /^column[1-9]\d*$/;

/** The columns' names, and whether the first row held them. */
export interface Header {
  readonly names: readonly string[];
  readonly isPresent: boolean;
}

/**
 * Decides by a file's first rows whether the first one is a header. It is when it names a column that the
 * request asks for, or when it holds no number and either a later row does, or all is text and the request
 * does not speak of column1, column2, …, which are the names of the columns where there is no header.
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
