import type { DataSpec } from '../../study/study-spec.ts';
import type { Preprocessing } from '../dataset.ts';

/**
 * A table's columns in the order of the inputs that the space file divides them into, with these inputs as parts. Other
 * preprocessing, and that of a table with one input, as it is. Columns of no input come last; a search refuses them.
 */
export function groupColumns(preprocessing: Preprocessing, inputs: DataSpec['inputs']): Preprocessing {
  if (preprocessing.kind !== 'table' || inputs === undefined || Array.isArray(inputs)) return preprocessing;
  const parts = Object.entries(inputs as Readonly<Record<string, readonly string[]>>).map(
    ([name, columns]) => ({ name, columns }),
  );
  const placeOf = (column: string) => {
    const place = parts.findIndex(({ columns }) => columns.includes(column));
    return place < 0 ? parts.length : place;
  };
  const columns = preprocessing.columns.toSorted((one, other) => placeOf(one.name) - placeOf(other.name));
  return { ...preprocessing, columns, parts };
}
