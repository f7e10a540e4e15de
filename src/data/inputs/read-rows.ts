import { FaultsError } from '../../faults/errors.ts';
import type { WindowPreprocessing } from '../../study/pipeline.ts';
import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { RowGroups, RowTimes } from '../raw-data.ts';
import { GroupBuilder } from '../table/group-builder.ts';
import { TimeBuilder } from '../table/time-builder.ts';
import type { RowOrder } from '../windows/row-windows.ts';
import type { InputBatch, Inputs } from './inputs.ts';

/** All rows of a table, encoded one by one, and the series and the time of each. */
export interface ReadRows {
  batchOf(row: number): InputBatch;
  /** The place of a row in its batch. */
  placeIn(row: number): number;
  cellsOf(row: number): readonly unknown[];
  /** The line of each row, as its source counts. */
  readonly lines: readonly number[];
  readonly times: RowTimes;
  readonly series: RowGroups | undefined;
}

/** Reads all rows. FaultsError for rows without a time or a series. */
export async function readRows(
  table: Inputs,
  source: RowSource,
  { time, by, padding }: Pick<WindowPreprocessing, 'time' | 'by' | 'padding'>,
): Promise<ReadRows> {
  const section = padding === undefined ? 'data.window' : 'data.sequence';
  const at = (name: string) => source.names.indexOf(name);
  const times = new TimeBuilder(time.name, at(time.name) + 1, time, `${section}.time`);
  const series = by === undefined ? undefined : new GroupBuilder(by, at(by) + 1, undefined, `${section}.by`);
  const batches: InputBatch[] = [];
  const [batchNumbers, places, lines]: [number[], number[], number[]] = [[], [], []];
  for await (const batch of table.batches) {
    batch.cells.forEach((cells, row) => {
      const line = batch.places?.[row] ?? places.length + 1;
      times.add(cells[times.position - 1], line, places.length);
      series?.add(cells[series.position - 1], line, places.length);
      batchNumbers.push(batches.length);
      places.push(row);
      lines.push(line);
    });
    batches.push(batch);
  }
  const faults = new FaultList(source.file, false, source);
  const batchOf = (row: number) => batches[batchNumbers[row] as number] as InputBatch;
  const placeIn = (row: number) => places[row] as number;
  const read: ReadRows = {
    ...{ batchOf, placeIn, lines },
    cellsOf: (row) => batchOf(row).cells[placeIn(row)] ?? [],
    times: times.times(faults),
    series: series?.groups(faults),
  };
  faults.throwIfAny();
  return read;
}

/** FaultsError that names two rows of one series and time. */
export function refuseRepeated({ times, lines }: ReadRows, { repeated }: RowOrder, source: RowSource): void {
  if (repeated === undefined) return;
  const [one, other] = repeated.rows.map((row) => lines[row]);
  const constraint = `must differ from row to row within a series, as ${source.placeWord}s ${one} and ${other} do not`;
  throw new FaultsError([{ file: source.file, field: times.column, constraint }]);
}
