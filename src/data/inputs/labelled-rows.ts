import { FaultsError } from '../../faults/errors.ts';
import { cellReaderOf, type RawRows } from '../formats/row-source.ts';
import type { PlacedTarget } from './target-cells.ts';

/** Receives the cells of a row that is left out, and its place as the source counts. */
export type LeftOut = (cells: readonly unknown[], place: number) => void;

/** Leaves out rows without a target, as training does, and counts them. */
export class LabelledRows {
  leftOut = 0;
  readonly #file: string;
  readonly #targets: readonly PlacedTarget[];
  readonly #onLeftOut: LeftOut | undefined;
  #kept = 0;

  constructor(file: string, targets: readonly PlacedTarget[], onLeftOut?: LeftOut) {
    this.#file = file;
    this.#targets = targets;
    this.#onLeftOut = onLeftOut;
  }

  keep(rows: RawRows): RawRows {
    const { places, fraction } = rows;
    const cellAt = cellReaderOf(rows);
    // A row of the wrong length is a fault of its own.
    const isWhole = (row: number, position: number) =>
      rows.spans !== undefined || rows.columns !== undefined || (rows.cells[row]?.length ?? 0) > position;
    const isKept = Array.from(places, (_, row) =>
      this.#targets.every(
        ({ position, isMissing }) => !isWhole(row, position) || !isMissing(cellAt(row, position)),
      ),
    );
    const count = isKept.filter((each) => each).length;
    this.leftOut += places.length - count;
    this.#kept += count;
    if (count === places.length) return rows;
    const { cells } = rows;
    const kept = cells.filter((_, row) => isKept[row]);
    cells.forEach((row, at) => {
      if (!isKept[at]) this.#onLeftOut?.(row, places[at] as number);
    });
    return { cells: kept, places: Array.from(places).filter((_, row) => isKept[row]), fraction };
  }

  /** Call after the last row. FaultsError when none has a target. */
  finish(): void {
    if (this.#kept > 0 || this.leftOut === 0) return;
    const constraint = 'the target has no value in any row';
    throw new FaultsError([{ file: this.#file, field: this.#targets[0]?.name ?? '', constraint }]);
  }
}
