import type { WindowPreprocessing } from '../../study/pipeline.ts';
import { putStep } from '../windows/encode-windows.ts';
import { firstStep } from '../windows/span-of.ts';
import type { InputBatch } from './inputs.ts';
import type { ReadRows } from './read-rows.ts';

/** An example that is several rows: their places in an order of the rows, up to `end` and without it. */
export interface RowSpan {
  readonly from: number;
  readonly end: number;
  /** The row whose target is that of the example; absent for one to come. */
  readonly row?: number;
}

interface SpanContext {
  readonly rows: ReadRows;
  /** The rows by series and time. */
  readonly order: Int32Array;
  readonly preprocessing: Pick<WindowPreprocessing, 'length' | 'padding'>;
  /** The columns of the cells, and those of them that are keys. */
  readonly names: readonly string[];
  readonly keyNames: readonly string[];
}

/** A batch of such examples with these cells: windows, or whole series that are filled up. */
export function spanBatch(
  spans: readonly RowSpan[],
  cells: InputBatch['cells'],
  { rows, order, preprocessing, names, keyNames }: SpanContext,
): InputBatch {
  const { length, padding } = preprocessing;
  const first = rows.batchOf(0);
  const width = first.x.length / first.rows;
  const hasFlags = padding !== undefined;
  const x = new Float32Array(spans.length * length * (hasFlags ? width + 1 : width));
  spans.forEach(({ from, end }, index) => {
    const start = index * length + (hasFlags ? firstStep(padding.pad, length, end - from) : 0);
    for (let step = 0; step < end - from; step++) {
      const row = order[from + step] as number;
      const at = rows.placeIn(row) * width;
      putStep(rows.batchOf(row).x.subarray(at, at + width), x, start + step, hasFlags);
    }
  });
  const keyPlaces = keyNames.map((name) => names.indexOf(name));
  const labelled = spans.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const { y, weight } = first;
  return {
    ...{ rows: spans.length, x, cells },
    keys: cells.map((row) => keyPlaces.map((place) => row[place])),
    ...(y && { y: Float32Array.from(labelled.flatMap((row) => Array.from(targetsOf(rows, row)))) }),
    ...(weight && {
      weight: Float64Array.from(labelled, (row) => rows.batchOf(row).weight?.[rows.placeIn(row)] as number),
    }),
  };
}

/** The target, or the targets, of a row, as they are encoded. */
export function targetsOf(read: ReadRows, row: number): Float32Array {
  const { y, rows } = read.batchOf(row);
  if (y === undefined) throw new Error('the rows were read without their target');
  const width = y.length / rows;
  const at = read.placeIn(row) * width;
  return y.subarray(at, at + width);
}
