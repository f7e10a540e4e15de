import { FaultsError } from '../../faults/errors.ts';
import type { WindowPreprocessing } from '../../study/pipeline.ts';
import { rowsBefore } from '../../study/windows/window-spec.ts';
import type { RowSource } from '../formats/row-source.ts';
import { nextWindows, ownWindows, type PredictedWindow } from '../windows/predicted-windows.ts';
import { orderRows, type RowOrder } from '../windows/row-windows.ts';
import { timeAfter } from '../windows/time-after.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { checkColumns, tableInputs } from './table-inputs.ts';

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

async function* windowBatches(
  table: Inputs,
  source: RowSource,
  windowing: Windowing,
): AsyncGenerator<InputBatch> {
  const { preprocessing, next, without } = windowing;
  const read = await readRows(table, source, preprocessing);
  const { step } = preprocessing.time;
  const order = orderRows(read, { acrossGaps: step === undefined, step });
  refuseRepeated(read, order, source);
  const windows = [
    ...ownWindows(order, preprocessing),
    ...(next ? nextWindows(order, read.series, preprocessing) : []),
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

function refuseRepeated({ times }: ReadRows, { repeated }: RowOrder, source: RowSource): void {
  if (repeated === undefined) return;
  const [one, other] = repeated.rows.map((row) => row + 1);
  const constraint = `must differ from row to row within a series, as rows ${one} and ${other} do not`;
  throw new FaultsError([{ file: source.file, field: times.column, constraint }]);
}

interface BatchContext {
  readonly read: ReadRows;
  readonly order: RowOrder;
  readonly windowing: Windowing;
  readonly names: readonly string[];
}

function batchOf(windows: readonly PredictedWindow[], context: BatchContext): InputBatch {
  const { read, order, windowing, names } = context;
  const { length } = windowing.preprocessing;
  const first = read.batchOf(0);
  const width = first.x.length / first.rows;
  const x = new Float32Array(windows.length * length * width);
  windows.forEach(({ end }, index) => {
    for (let step = 0; step < length; step++) {
      const row = order.order[end - length + step] as number;
      const from = read.placeIn(row) * width;
      x.set(read.batchOf(row).x.subarray(from, from + width), (index * length + step) * width);
    }
  });
  const cells = windows.map((window) => cellsOf(window, context));
  const targets = windows.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const { y, weight } = first;
  return {
    ...{ rows: windows.length, x, cells },
    keys: cells.map((row) => windowing.keyNames.map((name) => row[names.indexOf(name)])),
    ...(y && { y: Float32Array.from(targets, (row) => read.batchOf(row).y?.[read.placeIn(row)] as number) }),
    ...(weight && {
      weight: Float64Array.from(targets, (row) => read.batchOf(row).weight?.[read.placeIn(row)] as number),
    }),
  };
}

/** The cells of a row; of one to come only its series and its time. */
function cellsOf(
  { row, after }: PredictedWindow,
  { read, windowing, names }: BatchContext,
): readonly unknown[] {
  const ofRow = (own: number) => read.batchOf(own).cells[read.placeIn(own)] ?? [];
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
