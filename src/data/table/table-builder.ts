import type { FaultList } from '../fault-list.ts';
import { nameIn } from '../formats/cell.ts';
import type { RawRows, RowSource } from '../formats/row-source.ts';
import { ColumnBuilder } from './column-builder.ts';
import { assignRoles, type ColumnRequest, type Role } from './column-roles.ts';
import { GrowingArray } from './growing-array.ts';

export interface TableRequest extends ColumnRequest {
  /** Leave out rows with a missing target, instead of a fault. */
  readonly dropsMissingTargets: boolean;
}

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

/** Collects the cells of a file's rows by column. */
export class TableBuilder {
  readonly lines = new GrowingArray((length) => new Int32Array(length));
  /** The index of each kept row among all of the file's rows, from 0. */
  readonly rowNumbers = new GrowingArray((length) => new Int32Array(length));
  readonly #request: TableRequest;
  readonly #faults: FaultList;
  readonly #width: number;
  readonly #columns: readonly KeptColumn[];
  #rows = 0;

  /** Throws a FaultsError when the column names do not satisfy the request. */
  constructor(source: RowSource, request: TableRequest, faults: FaultList) {
    const roles = assignRoles(source, request, faults);
    faults.throwIfAny();
    this.#request = request;
    this.#faults = faults;
    this.#width = source.names.length;
    this.#columns = source.names
      .map((name, index) => ({
        role: roles[index] ?? 'excluded',
        builder: new ColumnBuilder(name, index + 1),
      }))
      .filter(({ role }) => role !== 'excluded');
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
    if (this.#request.dropsMissingTargets && this.#lacksTarget(cells)) return;
    this.lines.push(line);
    this.rowNumbers.push(rowNumber);
    for (const { builder } of this.#columns) builder.add(cells[builder.position - 1], line, rowNumber);
  }

  /** All of the batch's rows. */
  addBatch(batch: RawRows): void {
    const { columns, places } = batch;
    if (columns === undefined || this.#request.dropsMissingTargets) {
      for (const [index, row] of batch.cells.entries()) this.add(row, places[index] as number);
      return;
    }
    const start = this.#rows;
    const count = places.length;
    for (let row = 0; row < count; row++) {
      this.lines.push(places[row] as number);
      this.rowNumbers.push(start + row);
    }
    for (const { builder } of this.#columns) {
      const column = columns[builder.position - 1] ?? [];
      for (let row = 0; row < count; row++) builder.add(column[row], places[row] as number, start + row);
    }
    this.#rows += count;
  }

  /** Call once, after the last row. */
  finish(): void {
    if (this.#rows === 0 && this.#faults.isEmpty)
      this.#faults.add({ field: 'rows', constraint: 'must follow the header' });
  }

  #lacksTarget(cells: readonly unknown[]): boolean {
    const target = this.#columns.find(({ role }) => role === 'target');
    return target !== undefined && nameIn(cells[target.builder.position - 1]) === '';
  }
}
