import { FaultsError } from '../../faults/errors.ts';
import type { WindowPreprocessing } from '../../study/pipeline.ts';
import type { RowSource } from '../formats/row-source.ts';
import { orderRows, type RowOrder } from '../windows/row-windows.ts';
import { isLastOfRun, spanOf } from '../windows/span-of.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { type ReadRows, readRows, refuseRepeated } from './read-rows.ts';
import { type RowSpan, spanBatch } from './span-batch.ts';
import { checkColumns, tableInputs } from './table-inputs.ts';
import { type TargetCells, targetCells } from './target-cells.ts';
import { UnlabelledRows } from './unlabelled-rows.ts';
import { refuseVarying } from './varying-rows.ts';

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
  const { target } = request;
  const targets = target === undefined ? [] : targetCells(pipeline, target);
  return {
    ...table,
    keyNames: [by],
    batches: seriesBatches(table, source, preprocessing as Series, { unlabelled, targets }),
  };
}

async function* seriesBatches(
  table: Inputs,
  source: RowSource,
  preprocessing: Series,
  { unlabelled, targets }: { readonly unlabelled: UnlabelledRows; readonly targets: readonly TargetCells[] },
): AsyncGenerator<InputBatch> {
  const rows = await readRows(table, source, preprocessing);
  unlabelled.refuseIn(rows, targets[0]?.name ?? '');
  const order = orderRows(rows, { acrossGaps: true });
  refuseRepeated(rows, order, source);
  if (preprocessing.target !== 'last') refuseVarying(rows, order, { targets, source });
  const series = wholeSeries(rows, order, { preprocessing, file: source.file });
  const { names } = source;
  const context = { rows, order: order.order, preprocessing, names, keyNames: [preprocessing.by] };
  for (let from = 0; from < series.length; from += batchRows) {
    const batch = series.slice(from, from + batchRows);
    const cells = batch.map(({ row }) => rows.cellsOf(row));
    yield spanBatch(batch, cells, context);
  }
}

/** Each with its last row. A FaultsError where one is too long and the model was not trained to cut it. */
function wholeSeries(
  { series }: ReadRows,
  { order, runStart }: RowOrder,
  { preprocessing, file }: { readonly preprocessing: Series; readonly file: string },
): Required<RowSpan>[] {
  const { length, padding, by } = preprocessing;
  const spans = { placeOf: order.map((_, place) => place), runStart, spec: preprocessing };
  const found = Array.from(order).flatMap((row, place) => {
    if (!isLastOfRun(runStart, place)) return [];
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
