import { missingTest } from '../cells/missing.ts';
import type { FaultList } from '../fault-list.ts';
import type { RowGroups } from '../raw-data.ts';
import type { ProblemKind } from '../source-problem.ts';
import { addCellFault } from './cell-faults.ts';
import { CellTally } from './cell-tally.ts';
import { GrowingArray } from './column/growing-array.ts';

/** Takes the place of a group where a tolerated cell names none. */
export const noGroup = -1;

/** The constraint that an empty cell of such a column breaks. */
export interface EmptyCell {
  readonly kind: ProblemKind;
  readonly constraint: string;
}

/**
 * Collects a column of texts as written: that of data.split.group, data.window.by or data.image. 01 and 1 are two.
 */
export class GroupBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  readonly #codes = new GrowingArray((length) => new Int32Array(length));
  readonly #codeOf = new Map<string, number>();
  readonly #empty = new CellTally();

  readonly #isMissing: (text: string) => boolean;
  readonly #field: string;

  /** `missing` are the words for "no value", where they are declared; `field` is the one that asks for groups. */
  constructor(name: string, position: number, missing?: readonly string[], field = 'data.split.group') {
    this.#field = field;
    this.name = name;
    this.position = position;
    this.#isMissing = missingTest(missing, false);
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    const key = keyIn(cell);
    if (this.#isMissing(key)) {
      this.#empty.add(line, row, key === '' ? undefined : key);
      this.#codes.push(noGroup);
      return;
    }
    const known = this.#codeOf.get(key);
    this.#codes.push(known ?? this.#codeOf.size);
    if (known === undefined) this.#codeOf.set(key, this.#codeOf.size);
  }

  /** A row without a group is a fault: it could belong to any. */
  groups(
    faults: FaultList,
    { kind, constraint }: EmptyCell = {
      kind: 'missing-group',
      constraint: `must name a group in every row, as ${this.#field} asks`,
    },
  ): RowGroups {
    addCellFault(kind, this, this.#empty, { faults, constraint });
    return { column: this.name, codes: this.#codes.items(), names: [...this.#codeOf.keys()] };
  }
}

/** '' where the cell is empty or no plain value. */
function keyIn(cell: unknown): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
  return typeof cell === 'object' ? '' : String(cell).trim();
}
