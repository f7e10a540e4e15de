import { FaultsError } from '../../faults/errors.ts';
import { columnRows, type RawRows, type RowSource, spanRows } from './row-source.ts';

/** Several row sources as one, and the number of rows that each has given so far. */
export interface JoinedRows {
  readonly source: RowSource;
  readonly counts: readonly number[];
}

/**
 * The rows of several files of the same columns, one file after another; the first has given the columns' order.
 * Places count on from file to file, and `locate` resolves them. FaultsError that names the columns in which a file
 * differs from the first.
 */
export function joinRows(sources: readonly [RowSource, ...RowSource[]]): JoinedRows {
  const [first] = sources;
  if (sources.length === 1) return { source: first, counts: [] };
  const faults = sources.slice(1).flatMap((other) => columnFault(first, other) ?? []);
  if (faults.length > 0) throw new FaultsError(faults);
  const counts = sources.map(() => 0);
  const starts: number[] = [];
  const locate = (place: number) => {
    const index = starts.findLastIndex((start) => start < place);
    return { file: sources[index]?.file ?? first.file, place: place - (starts[index] ?? 0) };
  };
  const source = {
    ...first,
    layouts: sources.flatMap(({ layouts }) => layouts),
    batches: rowsOf(sources, counts, starts),
    locate,
  };
  return { source, counts };
}

function columnFault(first: RowSource, other: RowSource) {
  const lacking = first.names.filter((name) => !other.names.includes(name));
  const added = other.names.filter((name) => !first.names.includes(name));
  if (lacking.length + added.length === 0 && first.names.length === other.names.length) return undefined;
  const differences = [
    lacking.length === 0 ? '' : `lacks ${listOf(lacking)}`,
    added.length === 0 ? '' : `has ${listOf(added)} besides`,
  ].filter((part) => part !== '');
  const difference = differences.join(' and ') || 'repeats a name';
  return {
    file: other.file,
    field: 'columns',
    constraint: `must be those of ${first.file}: it ${difference}`,
  };
}

function listOf(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

async function* rowsOf(
  sources: readonly [RowSource, ...RowSource[]],
  counts: number[],
  starts: number[],
): AsyncGenerator<RawRows> {
  const [{ names }] = sources;
  let start = 0;
  for (const [index, source] of sources.entries()) {
    starts.push(start);
    let last = start;
    const isOrdered = source.names.every((name, column) => name === names[column]);
    const order = names.map((name) => source.names.indexOf(name));
    for await (const batch of source.batches) {
      const { length } = batch.places;
      counts[index] = (counts[index] as number) + length;
      if (length > 0) last = start + (batch.places[length - 1] as number);
      const places = start === 0 ? batch.places : Array.from(batch.places, (place) => start + place);
      const fraction = (index + batch.fraction) / sources.length;
      if (batch.columns !== undefined) {
        const columns = order.map((column) => batch.columns?.[column] ?? []);
        yield columnRows(columns, places, fraction);
      } else if (isOrdered && batch.spans !== undefined) {
        yield spanRows(batch.spans, places, fraction);
      } else {
        const cells = isOrdered ? batch.cells : batch.cells.map((row) => inOrder(row, order));
        yield { cells, places, fraction };
      }
    }
    start = last;
  }
}

/** A row of another length stays as long, so that it is a fault. */
function inOrder(row: readonly unknown[], order: readonly number[]): readonly unknown[] {
  return row.length === order.length ? order.map((column) => row[column]) : row;
}
