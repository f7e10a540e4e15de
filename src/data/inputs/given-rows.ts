import { FaultsError } from '../../faults/errors.ts';
import { batchRows, type RowSource } from '../formats/row-source.ts';

export type GivenRow = Readonly<Record<string, unknown>>;

/** Rows that a program holds, by column; a row may leave out what it has no value for. FaultsError for none. */
export function givenRows(rows: readonly GivenRow[]): RowSource {
  if (rows.length === 0) throw new FaultsError([{ file: 'input', field: '', law: 'must have a row' }]);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { file: 'input', placeWord: 'row', names, batches: batchesOf(rows, names) };
}

async function* batchesOf(rows: readonly GivenRow[], names: readonly string[]): RowSource['batches'] {
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.slice(start, start + batchRows);
    yield {
      cells: batch.map((row) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined))),
      places: batch.map((_, index) => start + index + 1),
    };
  }
}
