import { FaultsError } from '../../faults/errors.ts';
import type { RawRows, RowSource } from '../formats/row-source.ts';

export type GivenRow = Readonly<Record<string, unknown>>;

/** Rows in memory, as objects by column; a row may leave out missing values. FaultsError when there are none. */
export function givenRows(rows: readonly GivenRow[]): RowSource {
  if (rows.length === 0) throw new FaultsError([{ file: 'input', field: '', constraint: 'must have a row' }]);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    file: 'input',
    placeWord: 'row',
    names,
    hasNames: true,
    layouts: [],
    batches: batchesOf(rows, names),
  };
}

async function* batchesOf(rows: readonly GivenRow[], names: readonly string[]): AsyncGenerator<RawRows> {
  const cells = rows.map((row) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined)));
  yield { cells, places: rows.map((_, index) => index + 1), fraction: 1 };
}
