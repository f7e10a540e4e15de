import type { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import { ColumnBuilder } from './column-builder.ts';
import { declarationOf } from './column-declaration.ts';
import { assignRoles, type ColumnRequest, type Role } from './column-roles.ts';
import { GroupBuilder } from './group-builder.ts';
import { GrowingArray } from './growing-array.ts';
import { TimeBuilder } from './time-builder.ts';

/**
 * The position of a table's rows: each one's line in the file, or its number from 1 where there are no lines; and its
 * index among the source's rows, from 0.
 */
export interface RowPlaces {
  readonly lines: Int32Array;
  readonly rowNumbers: Int32Array;
}

/** A column that is read, with its role; excluded columns are not kept. */
interface KeptColumn {
  readonly role: Role;
  readonly builder: ColumnBuilder;
}

/** Reads the cells of one column. */
interface CellReader {
  /** The column's number in the file, from 1. */
  readonly position: number;
  add(cell: unknown, line: number, row: number): void;
}

/** Collects the cells of a file's rows by column. */
export class TableBuilder {
  readonly lines = new GrowingArray((length) => new Int32Array(length));
  /** The index of each kept row among all of the file's rows, from 0. */
  readonly rowNumbers = new GrowingArray((length) => new Int32Array(length));
  readonly #faults: FaultList;
  readonly #width: number;
  readonly #columns: readonly KeptColumn[];
  /** The columns of data.split.group and data.split.time, which may be excluded. */
  readonly groups: GroupBuilder | undefined;
  readonly times: TimeBuilder | undefined;
  readonly #readers: readonly CellReader[];
  #rows = 0;

  /** Throws a FaultsError when the column names do not satisfy the request. */
  constructor(source: RowSource, request: ColumnRequest, faults: FaultList) {
    const roles = assignRoles(source, request, faults);
    faults.throwIfAny();
    this.#faults = faults;
    this.#width = source.names.length;
    this.#columns = source.names
      .map((name, index) => ({
        role: roles[index] ?? 'excluded',
        builder: new ColumnBuilder(name, index + 1, declarationOf(name, request)),
      }))
      .filter(({ role }) => role !== 'excluded');
    const { group, time } = request.split;
    const positionOf = (name: string) => source.names.indexOf(name) + 1;
    this.groups = group === undefined ? undefined : new GroupBuilder(group, positionOf(group));
    this.times = time === undefined ? undefined : new TimeBuilder(time, positionOf(time));
    const builders = this.#columns.map(({ builder }) => builder);
    this.#readers = [...builders, this.groups, this.times].filter((reader) => reader !== undefined);
  }

  columns(role: Role): ColumnBuilder[] {
    return this.#columns.filter((column) => column.role === role).map((column) => column.builder);
  }

  /** `line` is the row's line in the file. */
  add(cells: readonly unknown[], line: number): void {
    const rowNumber = this.#rows++;
    if (cells.length !== this.#width) {
      const constraint = `must have ${this.#width} cells`;
      const faults = [{ field: 'row', constraint, value: cells.length, line }];
      this.#faults.tolerate({ kind: 'broken-row', faults, rows: [rowNumber] });
      return;
    }
    this.lines.push(line);
    this.rowNumbers.push(rowNumber);
    for (const reader of this.#readers) reader.add(cells[reader.position - 1], line, rowNumber);
  }

  /** Call once, after the last row. */
  finish(): void {
    if (this.#rows === 0) this.#faults.add({ field: 'rows', constraint: 'must follow the header' });
  }
}
