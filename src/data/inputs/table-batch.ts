import { widthOf } from '../../study/column-width.ts';
import type { ColumnTransform } from '../../study/pipeline.ts';
import { cellReaderOf, type RawRows, type RowSource } from '../formats/row-source.ts';
import { shownCell } from '../formats/shown-cell.ts';
import type { RowEncoder } from '../preprocessing/encoder.ts';
import { weightConstraint, type weightReader } from '../preprocessing/weight-reader.ts';
import { numbersIn } from '../scanning/numbers-in.ts';
import type { CellFaults } from './cell-faults.ts';
import type { InputBatch } from './inputs.ts';
import type { NoveltyTally } from './novelty-tally.ts';
import { isOfNumbers, type NumberRun } from './number-run.ts';
import type { PlacedTarget } from './target-cells.ts';

/** How cells become inputs, and what is counted of them. */
export interface Encoding {
  readonly encoder: RowEncoder;
  readonly tally: NoveltyTally;
}

/** Where the columns of the inputs, the targets and the weight stand in a row. */
export interface Places {
  readonly columns: readonly {
    readonly transform: ColumnTransform;
    readonly position: number;
    readonly run: NumberRun | undefined;
    /** Texts are read as plain numbers before they are encoded. */
    readonly isPlainNumber: boolean;
  }[];
  readonly targets: readonly PlacedTarget[];
  /** Absent where no target was requested. */
  readonly targetWidth: number | undefined;
  readonly weight:
    | { readonly name: string; readonly position: number; readonly read: ReturnType<typeof weightReader> }
    | undefined;
}

/** The rows of a batch as inputs; `faults` takes the cells that cannot be used. Column by column, so that a column's encoding is looked up once per batch. */
export function encodeBatch(
  batch: RawRows,
  { names }: RowSource,
  { encoder, tally, places, faults }: Encoding & { places: Places; faults: CellFaults },
): InputBatch {
  const { columns, spans, places: rowPlaces } = batch;
  const rows = rowPlaces.length;
  const cellAt = cellReaderOf(batch);
  const x = new Float32Array(rows * encoder.width);
  const complain = (field: string, row: number, position: number | undefined) => {
    const place = rowPlaces[row] as number;
    const column = position === undefined ? undefined : position + 1;
    return (constraint: string, value: unknown) => faults.add({ field, constraint, value, place, column });
  };
  if (columns === undefined && spans === undefined) {
    batch.cells.forEach((row, index) => {
      if (row.length === names.length) return;
      complain('row', index, undefined)(`must have ${names.length} cells`, row.length);
    });
  }
  tally.begin(rowPlaces);
  let offset = 0;
  for (const { transform, position, run, isPlainNumber } of places.columns) {
    const write = encoder.writerOf(transform);
    const cells = spans !== undefined && isPlainNumber ? numbersIn(spans, position) : columns?.[position];
    for (let row = 0; row < rows; row++) {
      if (run !== undefined && isOfNumbers(cells))
        row = run(cells, row, x, offset + row * encoder.width, encoder.width);
      if (row === rows) break;
      tally.row = row;
      const constraint = write(cellAt(row, position), x, offset + row * encoder.width);
      if (constraint !== undefined)
        complain(transform.name, row, position)(constraint, shownCell(cellAt(row, position)));
    }
    offset += widthOf(transform);
  }
  const novelty = tally.end();
  const { targets, targetWidth: width } = places;
  if (width === undefined) return inputBatch(batch, { rows, x, novelty });
  const y = new Float32Array(rows * width);
  for (const { name, position, offset: first, encode: encodeTarget } of targets) {
    for (let row = 0; row < rows; row++) {
      const cell = cellAt(row, position);
      const found = encodeTarget(cell);
      if (typeof found === 'string') complain(name, row, position)(found, shownCell(cell));
      else y.set(found, row * width + first);
    }
  }
  if (places.weight === undefined) return inputBatch(batch, { rows, x, novelty, y });
  const { name, position, read } = places.weight;
  const weight = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const cell = cellAt(row, position);
    const value = read(cell);
    if (value !== undefined) weight[row] = value;
    else complain(name, row, position)(weightConstraint, shownCell(cell));
  }
  return inputBatch(batch, { rows, x, novelty, y, weight });
}

/** Only predictions that keep their columns ask for the cells. */
function inputBatch(batch: RawRows, encoded: Omit<InputBatch, 'cells'>): InputBatch {
  return {
    ...encoded,
    places: batch.places,
    get cells() {
      return batch.cells;
    },
  };
}
