import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import { cellReaderOf, type RowSource } from '../formats/row-source.ts';
import { shownCell } from '../formats/shown-cell.ts';
import { untilBroken } from '../table/until-broken.ts';
import { openBuiltIn } from './built-in-table.ts';
import { openModuleRows } from './module.ts';
import { openQuery } from './sqlite.ts';
import { openTableFiles } from './table-file.ts';

export interface WantedCells {
  /** The columns to predict. */
  readonly targets: readonly string[];
  readonly names: readonly string[];
  /** Default: all rows. */
  readonly rows?: ReadonlySet<number>;
}

/**
 * Reads a table once more, for the cells of some columns as the file has them. The list of a column has each cell at the
 * number of its row in the source, from 0, and holes elsewhere.
 */
export async function readWrittenCells(
  spec: DataSpec,
  directory: string,
  { targets, names, rows }: WantedCells,
): Promise<Map<string, unknown[]>> {
  const cells = new Map(names.map((name) => [name, [] as unknown[]]));
  if (names.length === 0 || rows?.size === 0) return cells;
  const source = await openSource(spec, directory, targets);
  const columns = names.map((name) => ({ place: source.names.indexOf(name), cells: cells.get(name) ?? [] }));
  const last = rows === undefined ? Number.POSITIVE_INFINITY : largestOf(rows);
  let start = 0;
  for await (const batch of untilBroken(source.batches, new FaultList(source.file, true, source))) {
    const cellAt = cellReaderOf(batch);
    for (let row = 0; row < batch.places.length; row++) {
      if (rows !== undefined && !rows.has(start + row)) continue;
      for (const column of columns) column.cells[start + row] = shownCell(cellAt(row, column.place));
    }
    start += batch.places.length;
    if (start > last) break;
  }
  return cells;
}

/** Not `Math.max(...rows)`: a page may have more rows than a call takes arguments. */
function largestOf(rows: ReadonlySet<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const row of rows) largest = Math.max(largest, row);
  return largest;
}

async function openSource(spec: DataSpec, directory: string, targets: readonly string[]): Promise<RowSource> {
  if (spec.source === 'sqlite') return openQuery(spec, directory);
  if (spec.source === 'module') return openModuleRows(spec, directory);
  if (spec.path === undefined) return openBuiltIn(spec, targets);
  return (await openTableFiles(spec, directory)).source;
}
