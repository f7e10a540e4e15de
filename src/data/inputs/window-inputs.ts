import { FaultsError } from '../../faults/errors.ts';
import type { WindowPreprocessing } from '../../study/pipeline.ts';
import { rowsBefore } from '../../study/windows/window-spec.ts';
import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { RowGroups, RowTimes } from '../raw-data.ts';
import { GroupBuilder } from '../table/group-builder.ts';
import { TimeBuilder } from '../table/time-builder.ts';
import { orderRows, type RowOrder } from '../windows/row-windows.ts';
import { timeAfter } from '../windows/time-after.ts';
import type { InputBatch, InputRequest, Inputs } from './inputs.ts';
import { checkColumns, tableInputs } from './table-inputs.ts';

const batchRows = 2048;

/**
 * The windows of a table's rows, in the order of the rows: of each row that has enough rows of its series before it,
 * and where `next` is asked for also of the rows that would follow the last one of each series. All rows are read first.
 */
export function windowInputs(source: RowSource, request: InputRequest): Inputs {
  const { pipeline } = request;
  const { preprocessing } = pipeline;
  if (preprocessing.kind !== 'window') throw new Error('the model takes no windows');
  const { time, by, columns } = preprocessing;
  const keyNames = by === undefined ? [time.name] : [by, time.name];
  checkColumns(source, keyNames);
  const rows = { kind: 'table', columns } as const;
  const table = tableInputs(source, { ...request, pipeline: { ...pipeline, preprocessing: rows } });
  const without = { rows: 0 };
  return {
    ...table,
    keyNames,
    windowless: without,
    batches: windowBatches(table, source, { preprocessing, next: request.next ?? false, keyNames, without }),
  };
}

interface Windowing {
  readonly preprocessing: WindowPreprocessing;
  readonly next: boolean;
  readonly keyNames: readonly string[];
  /** Counts the rows without a window. */
  readonly without: { rows: number };
}

/** All rows of a table, encoded one by one. */
interface ReadRows {
  readonly batches: readonly InputBatch[];
  /** The batch of each row, and its place in it. */
  readonly batchOf: readonly number[];
  readonly placeIn: readonly number[];
  readonly times: RowTimes;
  readonly series: RowGroups | undefined;
}

async function* windowBatches(
  table: Inputs,
  source: RowSource,
  windowing: Windowing,
): AsyncGenerator<InputBatch> {
  const { preprocessing, next, without } = windowing;
  const read = await readAll(table, source, preprocessing);
  const { step } = preprocessing.time;
  const order = orderRows(read, { acrossGaps: step === undefined, step });
  refuseRepeated(read, order, source);
  const windows = [
    ...ownWindows(order, preprocessing),
    ...(next ? nextWindows(order, read, preprocessing) : []),
  ];
  without.rows = order.order.length - windows.filter(({ row }) => row !== undefined).length;
  if (windows.length === 0) {
    const constraint = `must have ${rowsBefore(preprocessing)} rows of a series in a row before one that is predicted`;
    throw new FaultsError([{ file: source.file, field: 'rows', constraint, value: order.order.length }]);
  }
  for (let from = 0; from < windows.length; from += batchRows) {
    yield batchOf(windows.slice(from, from + batchRows), { read, order, windowing, names: source.names });
  }
}

async function readAll(
  table: Inputs,
  source: RowSource,
  { time, by }: WindowPreprocessing,
): Promise<ReadRows> {
  const at = (name: string) => source.names.indexOf(name);
  const times = new TimeBuilder(time.name, at(time.name) + 1, time, 'data.window.time');
  const series = by === undefined ? undefined : new GroupBuilder(by, at(by) + 1, undefined, 'data.window.by');
  const batches: InputBatch[] = [];
  const [batchOf, placeIn]: [number[], number[]] = [[], []];
  for await (const batch of table.batches) {
    batch.cells.forEach((cells, row) => {
      const line = batch.places?.[row] ?? batchOf.length + 1;
      times.add(cells[times.position - 1], line, batchOf.length);
      series?.add(cells[series.position - 1], line, batchOf.length);
      batchOf.push(batches.length);
      placeIn.push(row);
    });
    batches.push(batch);
  }
  const faults = new FaultList(source.file, false, source);
  const read = { batches, batchOf, placeIn, times: times.times(faults), series: series?.groups(faults) };
  faults.throwIfAny();
  return read;
}

function refuseRepeated({ times }: ReadRows, { repeated }: RowOrder, source: RowSource): void {
  if (repeated === undefined) return;
  const [one, other] = repeated.rows.map((row) => row + 1);
  const constraint = `must differ from row to row within a series, as rows ${one} and ${other} do not`;
  throw new FaultsError([{ file: source.file, field: times.column, constraint }]);
}

/** A window that ends before this place in the order; `row` is the row that it predicts, absent for one to come. */
interface Window {
  readonly end: number;
  readonly row?: number;
  /** The last row of the series, and the number of steps after it. */
  readonly after?: { readonly row: number; readonly steps: number };
}

function ownWindows({ order, runStart }: RowOrder, preprocessing: WindowPreprocessing): Window[] {
  const before = rowsBefore(preprocessing);
  const windows: (Window & { row: number })[] = [];
  order.forEach((row, place) => {
    if (place - before < (runStart[place] as number)) return;
    windows.push({ row, end: place - preprocessing.horizon + 1 });
  });
  return windows.sort((one, other) => one.row - other.row);
}

/** For each series the windows of the next `horizon` rows, as far as the rows of its last run suffice. */
function nextWindows(
  { order, runStart }: RowOrder,
  { series }: ReadRows,
  { length, horizon }: WindowPreprocessing,
): Window[] {
  const codeAt = (place: number) => series?.codes[order[place] as number] ?? 0;
  const lasts = Array.from(order.keys()).filter(
    (place) => place === order.length - 1 || codeAt(place) !== codeAt(place + 1),
  );
  return lasts.flatMap((last) =>
    Array.from({ length: horizon }, (_, ahead) => ahead + 1).flatMap((steps) => {
      const end = last + 1 - (horizon - steps);
      if (end - length < (runStart[last] as number)) return [];
      return [{ end, after: { row: order[last] as number, steps } }];
    }),
  );
}

interface BatchContext {
  readonly read: ReadRows;
  readonly order: RowOrder;
  readonly windowing: Windowing;
  readonly names: readonly string[];
}

function batchOf(windows: readonly Window[], context: BatchContext): InputBatch {
  const { read, order, windowing, names } = context;
  const { length } = windowing.preprocessing;
  const batch = (row: number) => read.batches[read.batchOf[row] as number] as InputBatch;
  const placeOf = (row: number) => read.placeIn[row] as number;
  const first = batch(0);
  const width = first.x.length / first.rows;
  const x = new Float32Array(windows.length * length * width);
  windows.forEach(({ end }, index) => {
    for (let step = 0; step < length; step++) {
      const row = order.order[end - length + step] as number;
      const from = placeOf(row) * width;
      x.set(batch(row).x.subarray(from, from + width), (index * length + step) * width);
    }
  });
  const cells = windows.map((window) => cellsOf(window, context));
  const targets = windows.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const { y, weight } = first;
  return {
    ...{ rows: windows.length, x, cells },
    keys: cells.map((row) => windowing.keyNames.map((name) => row[names.indexOf(name)])),
    ...(y && { y: Float32Array.from(targets, (row) => batch(row).y?.[placeOf(row)] as number) }),
    ...(weight && {
      weight: Float64Array.from(targets, (row) => batch(row).weight?.[placeOf(row)] as number),
    }),
  };
}

/** The cells of a row; of one to come only its series and its time. */
function cellsOf({ row, after }: Window, { read, windowing, names }: BatchContext): readonly unknown[] {
  const ofRow = (own: number) =>
    read.batches[read.batchOf[own] as number]?.cells[read.placeIn[own] as number] ?? [];
  if (row !== undefined) return ofRow(row);
  if (after === undefined) throw new Error('a window predicts a row, or one to come');
  const { by, time } = windowing.preprocessing;
  const last = ofRow(after.row);
  return names.map((name, at) => {
    if (name === by) return last[at];
    if (name !== time.name) return undefined;
    const moment = read.times.values[after.row] as number;
    return timeAfter(read.times, moment, time.step, after.steps, last[at]);
  });
}
