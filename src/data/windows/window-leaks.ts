import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import { placeOfRow, type RawData, type RowWindows } from '../raw-data.ts';
import type { FoldRows } from '../splits/draw-folds.ts';
import { spanOf } from './span-of.ts';

type SplitRows = Readonly<Record<SplitName, Int32Array>> & { readonly folds?: readonly FoldRows[] };

/**
 * A window of a row that holds a row of a later split: of validation or test for a training row, of test for a
 * validation row. The earlier rows of a validation window may be training rows, as in every forecast.
 */
export function addWindowLeaks(raw: RawData, rows: SplitRows, faults: FaultList): void {
  const { windows } = raw;
  if (windows === undefined) return;
  const { train, validation, test, folds } = rows;
  const divisions = folds === undefined ? [{ train, validation }] : folds;
  for (const division of divisions) {
    const ranks = ranksOf({ ...division, test }, raw);
    const found = leakIn(windows, ranks);
    if (found === undefined) continue;
    const [row, other] = found.map((each) => placeOfRow(raw, each)) as [string, string];
    const [early, late] = found.map((each) => splitNames[ranks[each] as number]);
    if (windows.spec.padding !== undefined) {
      const constraint = `must not divide a series, and ${windows.spec.by} has one in ${early} and ${late}`;
      faults.add({ field: 'data.split', constraint, hint: `${row} and ${other} are of one series` });
      continue;
    }
    faults.add({
      field: 'data.split',
      constraint: `must not leave a row of ${late} in the window of a row of ${early}`,
      hint: `${other} is in the window of ${row}: data.split.time divides the rows in their order, data.split.group by series`,
    });
    faults.throwIfAny();
  }
}

const unknown = 255;

/** The index in `splitNames` of each row's split; rows without a whole window have the one that the source assigns. */
function ranksOf(
  rows: Readonly<Record<SplitName, Int32Array>>,
  { rowNumbers, assigned }: RawData,
): Uint8Array {
  const ranks = assigned?.slice() ?? new Uint8Array(rowNumbers.length).fill(unknown);
  splitNames.forEach((name, rank) => {
    for (const row of rows[name]) ranks[row] = rank;
  });
  return ranks;
}

/** A row, and one of its window whose split is later. */
function leakIn(windows: RowWindows, ranks: Uint8Array): [number, number] | undefined {
  const { targets, order } = windows;
  for (const row of targets) {
    const rank = ranks[row] as number;
    if (rank === unknown) continue;
    const { from, end } = spanOf(windows, row);
    for (let place = from; place < end; place++) {
      const other = order[place] as number;
      const own = ranks[other] as number;
      if (own !== unknown && own > rank) return [row, other];
    }
  }
  return undefined;
}
