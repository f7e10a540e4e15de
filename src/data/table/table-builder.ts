import type { FaultList } from '../fault-list.ts';
import { type Header, readHeader } from '../formats/csv-header.ts';
import { isMissing } from './cell.ts';
import { ColumnBuilder } from './column-builder.ts';
import { assignRoles, type ColumnRequest, namesWanted, type Role } from './column-roles.ts';
import { GrowingArray } from './growing-array.ts';

const rowsToJudgeHeader = 50;

export interface TableRequest extends ColumnRequest {
  /** Leave out the rows without a target, in place of a fault. */
  readonly dropsMissingTargets: boolean;
}

/** Where the rows of a table stand: each one's line in the file, and its place among the source's rows, from 0. */
export interface RowPlaces {
  readonly lines: Int32Array;
  readonly rowNumbers: Int32Array;
}

/** A column that is read, with its role; excluded columns are not kept. */
interface KeptColumn {
  readonly role: Role;
  readonly builder: ColumnBuilder;
}

/** Takes in a file's rows, finds their header, and sorts the cells into columns. */
export class TableBuilder {
  readonly lines = new GrowingArray((length) => new Int32Array(length));
  /** The place of each kept row among all of the file's rows, from 0. */
  readonly rowNumbers = new GrowingArray((length) => new Int32Array(length));
  readonly #request: TableRequest;
  readonly #faults: FaultList;
  readonly #waiting: { cells: string[]; line: number }[] = [];
  #header: Header | undefined;
  #columns: KeptColumn[] = [];
  #rows = 0;

  constructor(request: TableRequest, faults: FaultList) {
    this.#request = request;
    this.#faults = faults;
  }

  /** Throws a FaultsError as soon as the header shows that the request cannot be met. */
  add(cells: string[], line: number): void {
    if (this.#header !== undefined) {
      this.#addRow(cells, line, this.#header);
      return;
    }
    this.#waiting.push({ cells, line });
    if (this.#waiting.length > rowsToJudgeHeader) this.#open();
  }

  /** Call once, after the last row. */
  finish(): void {
    if (this.#header === undefined) this.#open();
    if (this.#rows === 0) this.#faults.add({ field: 'rows', law: 'must follow the header' });
  }

  columns(role: Role): ColumnBuilder[] {
    return this.#columns.filter((column) => column.role === role).map((column) => column.builder);
  }

  #open(): void {
    if (this.#waiting.length === 0)
      this.#faults.add({ field: 'rows', law: 'must be there, but the file is empty' });
    this.#faults.throwIfAny();
    const header = readHeader(
      this.#waiting.map((row) => row.cells),
      namesWanted(this.#request),
    );
    const roles = assignRoles(header, this.#request, this.#faults);
    this.#faults.throwIfAny();
    const columns = header.names.map((name, index) => new ColumnBuilder(name, index + 1));
    this.#columns = columns.map((builder, index) => ({ role: roles[index] ?? 'excluded', builder }));
    this.#columns = this.#columns.filter((column) => column.role !== 'excluded');
    this.#header = header;
    const rows = header.isPresent ? this.#waiting.slice(1) : this.#waiting;
    for (const { cells, line } of rows) this.#addRow(cells, line, header);
  }

  #addRow(cells: string[], line: number, { names }: Header): void {
    const rowNumber = this.#rows++;
    if (cells.length !== names.length) {
      const law = `must have ${names.length} cells`;
      const faults = [{ field: 'row', law, value: cells.length, line }];
      this.#faults.tolerate({ kind: 'broken-row', faults, rows: [rowNumber] });
      return;
    }
    if (this.#request.dropsMissingTargets && this.#lacksTarget(cells)) return;
    this.lines.push(line);
    this.rowNumbers.push(rowNumber);
    for (const { builder } of this.#columns) {
      builder.add(cells[builder.position - 1] as string, line, rowNumber);
    }
  }

  #lacksTarget(cells: readonly string[]): boolean {
    const target = this.#columns.find((column) => column.role === 'target');
    return target !== undefined && isMissing((cells[target.builder.position - 1] as string).trim());
  }
}
