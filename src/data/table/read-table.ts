import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import type { RawData } from '../raw-data.ts';
import { readAssignedSplits } from './assigned-split.ts';
import { detectDelimiter } from './csv-delimiter.ts';
import { readCsvRows } from './csv-rows.ts';
import { readFeature } from './feature-column.ts';
import { TableBuilder, type TableRequest } from './table-builder.ts';
import { readTarget } from './target-column.ts';

/** Where a table is, and the name by which its faults call it. */
export interface TablePlace {
  readonly file: string;
  readonly path: string;
}

/**
 * Reads a CSV file once from top to bottom. Throws a FaultsError: first on names in the request that the header
 * does not have, otherwise on all bad rows, cells and columns together.
 */
export async function readTable(place: TablePlace, request: DataSpec & TableRequest): Promise<RawData> {
  const faults = new FaultList(place.file);
  const table = new TableBuilder(request, faults);
  const delimiter = await detectDelimiter(place.path);
  await readCsvRows(place.path, delimiter, (cells, line) => table.add(cells, line), faults);
  table.finish();
  if (table.lines.length === 0) faults.throwIfAny();
  const data = finishColumns(table, request, faults);
  faults.throwIfAny();
  return { file: place.file, ...data };
}

function finishColumns(table: TableBuilder, request: DataSpec, faults: FaultList): Omit<RawData, 'file'> {
  const lines = table.lines.items();
  const [targetColumn] = table.columns('target');
  const [splitColumn] = table.columns('split');
  if (targetColumn === undefined) throw new Error('a table was read without its target');
  const columns = table.columns('input').map((column) => readFeature(column, faults));
  return {
    rowNumbers: table.rowNumbers.items(),
    inputs: { kind: 'table', columns },
    target: readTarget(targetColumn, request.task, lines, faults),
    ...(splitColumn && { assigned: readAssignedSplits(splitColumn, lines, faults) }),
  };
}
