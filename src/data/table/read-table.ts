import { type DataSpec, declaredLayout } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { NonFiniteCells, RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readAssignedSplits } from './assigned-split.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { isBrokenNumber, readFeature } from './feature-column.ts';
import { TableBuilder, type TableRequest } from './table-builder.ts';
import { readTarget } from './target-column.ts';
import { untilBroken } from './until-broken.ts';
import { keepUsableRows, noRowLeft } from './usable-rows.ts';

/**
 * Reads a table in one pass. Throws a FaultsError: first of
 * requested names that the table lacks, otherwise of all bad rows, cells and columns together. A tolerant reading keeps
 * those as problems, leaves out the rows and columns, and takes the cells as missing; it throws when nothing remains.
 */
export async function readTable(
  source: RowSource,
  request: DataSpec & TableRequest,
  { isTolerant, onProgress }: Reading,
): Promise<RawData> {
  const layout = declaredLayout(request);
  const faults = new FaultList(source.file, isTolerant, source);
  const table = await buildTable(source, request, { faults, onProgress });
  // The columns of half a file would have faults of their own.
  if (faults.has('broken-file')) faults.throwIfAny();
  if (table.lines.length === 0) refuseEmptyTable(faults);
  const data = finishColumns(table, request, faults);
  faults.throwIfAny();
  const file = { file: source.file, layouts: source.layouts, ...(layout && { declaredLayout: layout }) };
  if (!faults.isTolerant) return { ...file, ...data };
  const usable = keepUsableRows(data, faults);
  faults.throwIfAny();
  return { ...file, ...usable, problems: faults.problems() };
}

async function buildTable(
  source: RowSource,
  request: TableRequest,
  { faults, onProgress }: { readonly faults: FaultList; readonly onProgress: Reading['onProgress'] },
): Promise<TableBuilder> {
  let table: TableBuilder | undefined;
  for await (const batch of untilBroken(source.batches, faults)) {
    // Inside the loop, so that an error closes the file.
    table ??= new TableBuilder(source, request, faults);
    table.addBatch(batch);
    onProgress?.(batch.fraction);
  }
  table ??= new TableBuilder(source, request, faults);
  table.finish();
  return table;
}

/** All rows were refused, or there were none. */
function refuseEmptyTable(faults: FaultList): void {
  if (faults.isEmpty) faults.add(noRowLeft);
  faults.throwAll();
}

function finishColumns(table: TableBuilder, request: DataSpec, faults: FaultList): Omit<RawData, 'file'> {
  const places = { lines: table.lines.items(), rowNumbers: table.rowNumbers.items() };
  const [targetColumn] = table.columns('target');
  const [splitColumn] = table.columns('split');
  if (targetColumn === undefined) throw new Error('a table was read without its target');
  const inputs = table.columns('input');
  const columns = inputs.map((column) => readFeature(column, faults));
  const target = readTarget(targetColumn, request.task, places, faults);
  // The class name inf is ordinary text.
  const ofNumbers = target.kind === 'regression' ? [...inputs, targetColumn] : inputs;
  const nonFinite = ofNumbers.flatMap(nonFiniteCells);
  return {
    rowNumbers: places.rowNumbers,
    inputs: { kind: 'table', columns: columns.filter((column) => column !== undefined) },
    target,
    targetColumn: targetColumn.name,
    ...(splitColumn && { assigned: readAssignedSplits(splitColumn, places, faults) }),
    ...(nonFinite.length > 0 && { nonFinite }),
  };
}

/** In a text column, NaN and inf are ordinary text. */
function nonFiniteCells(builder: ColumnBuilder): NonFiniteCells[] {
  const { name, nans, infinities, textCount } = builder;
  if (nans.count + infinities.count === 0 || (textCount > 0 && !isBrokenNumber(builder))) return [];
  const rows = [...nans.first, ...infinities.first].map(({ row }) => row);
  const first = rows.sort((one, other) => one - other).slice(0, 20);
  return [{ column: name, rows: first, nanCount: nans.count, infiniteCount: infinities.count }];
}
