const listedCells = 20;

/**
 * A cell for messages: its line in the file (its row from 1 where there are none), and its row in the source, from 0.
 */
export interface NamedCell {
  readonly line: number;
  readonly row: number;
  readonly value: unknown;
}

/** The first cells of a kind, and their count. */
export class CellTally {
  readonly first: NamedCell[] = [];
  count = 0;

  add(line: number, row: number, value: unknown): void {
    this.count++;
    if (this.first.length < listedCells) this.first.push({ line, row, value });
  }
}
