const listedCells = 20;

/**
 * A cell for messages: its line in the file (its row from 1 where there are none), and its row in the source, from 0.
 */
export interface NamedCell {
  readonly line: number;
  readonly row: number;
  /** Undefined for a cell of which only the lack is shown. */
  readonly value: unknown;
}

/**
 * The position of a table's rows: each one's line in the file, or its number from 1 where there are no lines; and its
 * index among the source's rows, from 0.
 */
export interface RowPlaces {
  readonly lines: Int32Array;
  readonly rowNumbers: Int32Array;
}

/** The first cells of a kind, and their count. */
export class CellTally {
  readonly first: NamedCell[] = [];
  count = 0;

  add(line: number, row: number, value: unknown): void {
    this.count++;
    if (this.first.length < listedCells) this.first.push({ line, row, value });
  }

  /** Counts a cell behind the first ones; false, and nothing is counted, where it would be one of them. */
  addUnlisted(): boolean {
    if (this.first.length < listedCells) return false;
    this.count++;
    return true;
  }
}
