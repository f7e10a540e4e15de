/**
 * The numbers of all rows, one row after the other, [rows · numbers of a row]. A row that `encode` refuses, or that is
 * neither an object nor an array, is given to `refuse`, with an error that names it by its number, from 1.
 */
export function encodeRows<Row>(
  rows: readonly Row[],
  encode: (row: Row) => readonly number[],
  refuse: (error: Error) => never,
): number[] {
  if (!Array.isArray(rows) || rows.length === 0)
    return refuse(new Error('rows: must be an array that holds a row'));
  return rows.flatMap((row: Row, index) => {
    try {
      if (typeof row !== 'object' || row === null) throw new Error('must be an object or an array');
      return encode(row);
    } catch (error) {
      return refuse(new Error(`row ${index + 1}: ${(error as Error).message}`));
    }
  });
}

/** The rows of a text in JSON. A text that is none, and an error of `read`, are given to `refuse`. */
export function readRows(read: () => unknown, refuse: (error: Error) => never): unknown {
  try {
    return JSON.parse(String(read()));
  } catch (error) {
    // The message quotes lines of the text.
    const reason = (error as Error).message.replaceAll(/\s+/g, ' ');
    return refuse(new Error(`rows: must be in a file of JSON: ${reason}`));
  }
}
