import { type WindowSpec, windowEnd } from '../../study/windows/window-spec.ts';
import type { RowGroups } from '../raw-data.ts';
import { hasWindow, type RowOrder } from './row-windows.ts';

type WindowSize = Pick<WindowSpec, 'length' | 'horizon'>;

/** A window that ends before this place in the order; `row` is the row that it predicts, absent for one to come. */
export interface PredictedWindow {
  readonly end: number;
  readonly row?: number;
  /** The last row of the series, and the number of steps after it. */
  readonly after?: { readonly row: number; readonly steps: number };
}

/** The windows of the rows that have one, in the order of these rows. */
export function ownWindows(rowOrder: RowOrder, size: WindowSize): PredictedWindow[] {
  const windows: (PredictedWindow & { row: number })[] = [];
  rowOrder.order.forEach((row, place) => {
    if (hasWindow(rowOrder, place, size)) windows.push({ row, end: windowEnd(place, size) });
  });
  return windows.sort((one, other) => one.row - other.row);
}

/** For each series the windows of the next `horizon` rows, as far as the rows of its last run suffice. */
export function nextWindows(
  { order, runStart }: RowOrder,
  series: RowGroups | undefined,
  { length, horizon }: WindowSize,
): PredictedWindow[] {
  const codeAt = (place: number) => series?.codes[order[place] as number] ?? 0;
  const lasts = Array.from(order.keys()).filter(
    (place) => place === order.length - 1 || codeAt(place) !== codeAt(place + 1),
  );
  return lasts.flatMap((last) =>
    Array.from({ length: horizon }, (_, ahead) => ahead + 1).flatMap((steps) => {
      const end = windowEnd(last + steps, { horizon });
      if (end - length < (runStart[last] as number)) return [];
      return [{ end, after: { row: order[last] as number, steps } }];
    }),
  );
}
