import { FaultsError } from '../../faults/errors.ts';
import type { WindowPreprocessing } from '../../study/pipeline.ts';
import type { RowSource } from '../formats/row-source.ts';
import { putStep } from '../windows/encode-windows.ts';
import { orderRows, type RowOrder } from '../windows/row-windows.ts';
import { firstStep, spanOf } from '../windows/span-of.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { type ReadRows, readRows, refuseRepeated } from './read-rows.ts';
import { checkColumns, tableInputs } from './table-inputs.ts';
import { UnlabelledRows } from './unlabelled-rows.ts';

type Series = WindowPreprocessing & Required<Pick<WindowPreprocessing, 'by' | 'padding'>>;

/** The series of a table in long form, each once, in the order of their last rows. All rows are read first. */
export function seriesInputs(source: RowSource, request: InputRequest): Inputs {
  const { pipeline } = request;
  const { preprocessing } = pipeline;
  if (
    preprocessing.kind !== 'window' ||
    preprocessing.by === undefined ||
    preprocessing.padding === undefined
  )
    throw new Error('the model takes no series');
  const { time, by, columns } = preprocessing;
  checkColumns(source, [by, time.name]);
  const rows = { kind: 'table', columns } as const;
  const unlabelled = new UnlabelledRows(source, by);
  const table = tableInputs(
    source,
    { ...request, pipeline: { ...pipeline, preprocessing: rows } },
    { onLeftOut: (cells, line) => unlabelled.add(cells, line) },
  );
  const refusePartly = (read: ReadRows) => unlabelled.refuseIn(read, request.target ?? '');
  return {
    ...table,
    keyNames: [by],
    batches: seriesBatches(table, source, preprocessing as Series, refusePartly),
  };
}

async function* seriesBatches(
  table: Inputs,
  source: RowSource,
  preprocessing: Series,
  refusePartly: (rows: ReadRows) => void,
): AsyncGenerator<InputBatch> {
  const rows = await readRows(table, source, preprocessing);
  refusePartly(rows);
  const order = orderRows(rows, { acrossGaps: true });
  refuseRepeated(rows, order, source);
  const series = wholeSeries(rows, order, { preprocessing, file: source.file });
  const at = source.names.indexOf(preprocessing.by);
  for (let from = 0; from < series.length; from += batchRows) {
    const batch = series.slice(from, from + batchRows);
    yield batchOf(batch, { rows, order, preprocessing, keyOf: (cells) => [cells[at]] });
  }
}

/** The places of a series in the order of rows, and its last row. */
interface OneSeries {
  readonly row: number;
  readonly from: number;
  readonly end: number;
}

/** A FaultsError where one is too long and the model was not trained to cut it. */
function wholeSeries(
  { series }: ReadRows,
  { order, runStart }: RowOrder,
  { preprocessing, file }: { readonly preprocessing: Series; readonly file: string },
): OneSeries[] {
  const { length, padding, by } = preprocessing;
  const spans = { placeOf: order.map((_, place) => place), runStart, spec: preprocessing };
  const found = Array.from(order).flatMap((row, place) => {
    if (place + 1 < order.length && runStart[place + 1] !== place + 1) return [];
    const rows = place + 1 - (runStart[place] as number);
    if (rows > length && padding.cut === undefined) {
      const constraint = `must be at most ${length} of one ${by}, as the study cuts no series`;
      const value = `${rows} of ${series?.names[series.codes[row] as number]}`;
      throw new FaultsError([{ file, field: 'rows', constraint, value }]);
    }
    return [{ row, ...spanOf(spans, place) }];
  });
  return found.sort((one, other) => one.row - other.row);
}

interface BatchContext {
  readonly rows: ReadRows;
  readonly order: RowOrder;
  readonly preprocessing: Series;
  keyOf(cells: readonly unknown[]): readonly unknown[];
}

function batchOf(
  series: readonly OneSeries[],
  { rows, order, preprocessing, keyOf }: BatchContext,
): InputBatch {
  const { length, padding } = preprocessing;
  const first = rows.batchOf(0);
  const width = first.x.length / first.rows;
  const x = new Float32Array(series.length * length * (width + 1));
  series.forEach(({ from, end }, index) => {
    const start = index * length + firstStep(padding.pad, length, end - from);
    for (let step = 0; step < end - from; step++) {
      const row = order.order[from + step] as number;
      const at = rows.placeIn(row) * width;
      putStep(rows.batchOf(row).x.subarray(at, at + width), x, start + step);
    }
  });
  const cells = series.map(({ row }) => rows.cellsOf(row));
  const { y, weight } = first;
  return {
    ...{ rows: series.length, x, cells, keys: cells.map(keyOf) },
    ...(y && { y: Float32Array.from(series.flatMap(({ row }) => targetsOf(rows, row))) }),
    ...(weight && {
      weight: Float64Array.from(series, ({ row }) => rows.batchOf(row).weight?.[rows.placeIn(row)] as number),
    }),
  };
}

/** The target, or the targets, of a row. */
function targetsOf(read: ReadRows, row: number): number[] {
  const { y, rows } = read.batchOf(row);
  if (y === undefined) throw new Error('the rows were read without their target');
  const width = y.length / rows;
  const at = read.placeIn(row) * width;
  return Array.from(y.subarray(at, at + width));
}
