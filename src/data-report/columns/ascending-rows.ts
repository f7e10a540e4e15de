import type { NumberTable } from '../../data/arrays/number-tables.ts';
import type { RawData } from '../../data/raw-data.ts';

/** The indices in the source of the rows that cells at these places of a table belong to, each once, ascending. */
export function ascendingRows(
  places: ArrayLike<number>,
  { rows }: NumberTable,
  { rowNumbers }: RawData,
): number[] {
  const found = Array.from(places, (place) => rowNumbers[rows[place] as number] as number);
  return [...new Set(found)].sort((one, other) => one - other);
}
