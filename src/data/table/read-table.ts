import { declaredLayout } from '../../study/data-files/text-layout.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { seriesKeys } from '../../study/windows/sequence-spec.ts';
import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { NonFiniteCells, RawData, RowGroups, RowTimes } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { addMissingTargets } from '../windows/missing-targets.ts';
import { readAssignedSplits } from './assigned-split.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { declarationOf } from './column-declaration.ts';
import type { ColumnRequest } from './column-roles.ts';
import { declared } from './declaration-text.ts';
import { type ReadFeature, readFeature } from './feature-column.ts';
import { TableBuilder } from './table-builder.ts';
import { readTargets } from './targets.ts';
import { untilBroken } from './until-broken.ts';
import { keepUsableRows, noRowLeft } from './usable-rows.ts';

/** The rows of a table; where they are images, their paths as written. */
export interface ReadTable extends RawData {
  readonly paths?: RowGroups;
}

/**
 * Reads a table in one pass. Throws a FaultsError: first of requested names that the table lacks, otherwise of all bad
 * rows, cells and columns together. A tolerant reading keeps those as problems, leaves out the rows and columns, and
 * takes the cells as missing; it throws when nothing remains. Both leave out rows without a target, and report them as a
 * problem.
 */
export async function readTable(
  source: RowSource,
  request: DataSpec,
  { isTolerant, onProgress }: Reading,
): Promise<ReadTable> {
  const layout = declaredLayout(request);
  const faults = new FaultList(source.file, isTolerant, source);
  const table = await buildTable(source, request, { faults, onProgress });
  // The columns of half a file would have faults of their own.
  if (faults.has('broken-file')) faults.throwIfAny();
  if (table.lines.length === 0) refuseEmptyTable(faults);
  const data = finishColumns(table, request, faults);
  faults.throwIfAny();
  const { layouts, names } = source;
  const columnNames = [...new Set(names)];
  const file = { file: source.file, layouts, columnNames, ...(layout && { declaredLayout: layout }) };
  const usable = keepUsableRows(data, faults);
  faults.throwIfAny();
  return { ...file, ...usable, problems: faults.problems() };
}

async function buildTable(
  source: RowSource,
  request: ColumnRequest,
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

function finishColumns(table: TableBuilder, request: DataSpec, faults: FaultList): Omit<ReadTable, 'file'> {
  const places = { lines: table.lines.items(), rowNumbers: table.rowNumbers.items() };
  const [splitColumn] = table.columns('split');
  const inputs = table.columns('input');
  const features = inputs.map((column) => readFeature(column, faults));
  const columns = features.map(({ column }) => column);
  if (features.every(({ column }) => column === undefined) && !request.window?.pastTarget)
    addNoInput(features, faults);
  const { numbers, ...targets } = readTargets(table.columns('target'), request, { places, faults });
  const ofNumbers = [...inputs.filter((_, index) => columns[index]?.kind === 'number'), ...numbers];
  const nonFinite = ofNumbers.flatMap(nonFiniteCells);
  const times = table.times?.times(faults);
  const steps = stepsOf(table, times, request, faults);
  if (request.sequence !== undefined) addMissingTargets({ ...steps, ...targets }, places.lines, faults);
  return {
    rowNumbers: places.rowNumbers,
    inputs: { kind: 'table', columns: columns.filter((column) => column !== undefined) },
    ...targets,
    ...(table.weights && { weights: table.weights.weights(faults) }),
    ...(splitColumn && { assigned: readAssignedSplits(splitColumn, places, faults) }),
    ...(table.groups && { groups: table.groups.groups(faults) }),
    ...(table.paths && { paths: table.paths.groups(faults, noPathGiven) }),
    keys: table.keys(),
    ...(times && { times }),
    ...steps,
    ...(nonFinite.length > 0 && { nonFinite }),
    columns: features.map(({ schema }) => schema),
  };
}

/** The series and times of the rows, where the data ask for windows or sequences. */
function stepsOf(
  table: TableBuilder,
  ofSplit: RowTimes | undefined,
  request: DataSpec,
  faults: FaultList,
): Pick<RawData, 'steps'> | undefined {
  const keys = seriesKeys(request);
  if (keys === undefined) return undefined;
  const times = table.windowTimes?.times(faults) ?? ofSplit;
  if (times === undefined) throw new Error('series were asked for without times');
  const { form, missing } = declarationOf(keys.time, request);
  const time = { name: keys.time, ...(form && { form }), ...(missing && { missing }) };
  return {
    steps: {
      // Rows are left out in place.
      times: { ...times, values: times.values.slice() },
      time,
      ...(table.series && { series: table.series.groups(faults) }),
    },
  };
}

const noPathGiven = {
  kind: 'missing-path',
  constraint: 'must name the file of an image in every row, as data.image asks',
} as const;

/** Every input was left out. */
function addNoInput(features: readonly ReadFeature[], faults: FaultList): void {
  const [first] = features;
  if (first === undefined) return;
  const { name, leftOut } = first.schema;
  const constraint = 'no input is left';
  const way = `set data.columns to ${declared(name, 'integer')} or another type`;
  faults.add({
    field: 'columns',
    constraint,
    hint: `${name} is left out because ${leftOut}: ${way} to use it`,
  });
}

function nonFiniteCells({ name, nans, infinities }: ColumnBuilder): NonFiniteCells[] {
  if (nans.count + infinities.count === 0) return [];
  const rows = [...nans.first, ...infinities.first].map(({ row }) => row);
  const first = rows.sort((one, other) => one - other).slice(0, 20);
  return [{ column: name, rows: first, nanCount: nans.count, infiniteCount: infinities.count }];
}
