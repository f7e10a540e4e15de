import type { FaultList } from '../fault-list.ts';
import type { RowGroups } from '../raw-data.ts';
import { CellTally } from './cell-tally.ts';
import { GrowingArray } from './column/growing-array.ts';

/** Takes the place of a group where a tolerated cell names none. */
export const noGroup = -1;

/** Collects the column that data.split.group names. Groups are texts as written: 01 and 1 are two. */
export class GroupBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  readonly #codes = new GrowingArray((length) => new Int32Array(length));
  readonly #codeOf = new Map<string, number>();
  readonly #empty = new CellTally();

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    const key = keyIn(cell);
    if (key === '') {
      this.#empty.add(line, row, cell);
      this.#codes.push(noGroup);
      return;
    }
    const known = this.#codeOf.get(key);
    this.#codes.push(known ?? this.#codeOf.size);
    if (known === undefined) this.#codeOf.set(key, this.#codeOf.size);
  }

  /** A row without a group is a fault: it could belong to any. */
  groups(faults: FaultList): RowGroups {
    const { name: column, position } = this;
    const { first, count } = this.#empty;
    const [cell] = first;
    if (cell !== undefined) {
      const constraint = 'must name a group in every row, as data.split.group asks';
      const hint = count === 1 ? {} : { hint: `and ${count - 1} more like it` };
      faults.tolerate({
        kind: 'missing-group',
        faults: [{ field: column, constraint, line: cell.line, column: position, ...hint }],
        rows: first.map(({ row }) => row),
        count: faults.isTolerant ? count : 1,
      });
    }
    return { column, codes: this.#codes.items(), names: [...this.#codeOf.keys()] };
  }
}

/** '' where the cell is empty or no plain value. */
function keyIn(cell: unknown): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
  return typeof cell === 'object' ? '' : String(cell).trim();
}
