import type { CellTally } from '../cell-tally.ts';

/** Cells that keep a column from being read as numbers. */
export interface Broken {
  readonly cells: CellTally;
  readonly constraint: string;
  readonly hint: string;
}
