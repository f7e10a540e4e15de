import type { WindowPreprocessing } from '../../study/pipeline.ts';
import { windowEnd } from '../../study/windows/window-spec.ts';
import { hasWindow, orderRows, type RowOrder, type SteppedRows } from './row-windows.ts';

/** A window that ends before this place in the order of the known rows. */
export interface PredictedWindow {
  readonly end: number;
  /** The row that it predicts; absent for one to come. */
  readonly row?: number;
  /** For a row to come: the last row of its series, and the number of steps after it. */
  readonly after?: { readonly row: number; readonly steps: number };
}

export interface PredictedWindows {
  /** By row, then those of rows to come by series. */
  readonly windows: readonly PredictedWindow[];
  /** The rows that may stand in windows, by series and time. */
  readonly known: RowOrder;
  /** All rows, by series and time. */
  readonly all: RowOrder;
  /** Number of rows with too few rows before them. */
  readonly tooFew: number;
  /** Number of rows that lack a window only because rows before them may not stand in one. */
  readonly interrupted: number;
  /** The numbers of rows to come without a window, for the same reasons. */
  readonly unpredicted: { readonly tooFew: number; readonly interrupted: number };
}

/**
 * The windows of new rows, as training places them: a row that `isKnown` denies stands in none, and leaves a gap. Such a
 * row, and rows to come, are predicted from the last known rows, if they are no further ahead than the horizon.
 */
export function predictedWindows(
  rows: SteppedRows & { isKnown(row: number): boolean },
  preprocessing: WindowPreprocessing,
  next: boolean,
): PredictedWindows {
  const { length, horizon, time } = preprocessing;
  const { step } = time;
  const form = { acrossGaps: step === undefined, step };
  const all = orderRows(rows, form);
  const known = orderRows(
    rows,
    form,
    all.order.filter((row) => rows.isKnown(row)),
  );
  const codeAt = (place: number) => rows.series?.codes[all.order[place] as number] ?? 0;
  /** The end of the window that predicts the row so many steps after a known one. */
  const endOf = (lastKnown: number, ahead: number) => {
    const end = windowEnd(lastKnown + ahead, preprocessing);
    const isWhole =
      lastKnown >= 0 && ahead <= horizon && end - length >= (known.runStart[lastKnown] as number);
    return isWhole ? end : undefined;
  };
  const ownEnd = (place: number) =>
    hasWindow(known, place, preprocessing) ? windowEnd(place, preprocessing) : undefined;
  const own: (PredictedWindow & { readonly row: number })[] = [];
  const toCome: PredictedWindow[] = [];
  const unpredicted = { tooFew: 0, interrupted: 0 };
  let [seen, lastKnown, ahead, tooFew] = [0, -1, 0, 0];
  all.order.forEach((row, place) => {
    if (all.runStart[place] === place) [lastKnown, ahead] = [-1, 0];
    ahead++;
    const isKnown = rows.isKnown(row);
    // The window of a known row is that of training, which reaches across no gap that other rows leave.
    const end = isKnown ? ownEnd(seen) : endOf(lastKnown, ahead);
    if (end !== undefined) own.push({ row, end });
    else if (!hasWindow(all, place, preprocessing)) tooFew++;
    if (isKnown) [lastKnown, ahead, seen] = [seen, 0, seen + 1];
    const isLast = place === all.order.length - 1 || codeAt(place) !== codeAt(place + 1);
    for (let steps = 1; next && isLast && steps <= horizon; steps++) {
      const nextEnd = endOf(lastKnown, ahead + steps);
      if (nextEnd !== undefined) toCome.push({ end: nextEnd, after: { row, steps } });
      else if (windowEnd(place + steps, preprocessing) - length < (all.runStart[place] as number))
        unpredicted.tooFew++;
      else unpredicted.interrupted++;
    }
  });
  const windows = [...own.sort((one, other) => one.row - other.row), ...toCome];
  const interrupted = all.order.length - own.length - tooFew;
  return { windows, known, all, tooFew, interrupted, unpredicted };
}
