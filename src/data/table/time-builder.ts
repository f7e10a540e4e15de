import { constraintOf } from '../cells/form.ts';
import { missingTest } from '../cells/missing.ts';
import type { FaultList } from '../fault-list.ts';
import { shownCell } from '../formats/shown-cell.ts';
import type { RowTimes, TimeField } from '../row-keys.ts';
import { momentIn, yearStart } from '../splits/moment.ts';
import { addCellFault } from './cell-faults.ts';
import { CellTally } from './cell-tally.ts';
import { GrowingArray } from './column/growing-array.ts';
import { ColumnBuilder } from './column-builder.ts';
import type { ColumnDeclaration } from './column-declaration.ts';
import { inferDate } from './inference/infer-date.ts';

const dayMilliseconds = 86_400_000;
const dateConstraint = 'must be a date such as 2024-01-31 or 2024-01-31T12:00Z';

/**
 * Collects the column that data.split.time or data.window.time names: numbers, dates as ISO 8601 has them, or dates of the form that the
 * space file declares or that all cells share.
 */
export class TimeBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  /** Reads declared and other forms. */
  readonly #column: ColumnBuilder;
  readonly #isMissing: (text: string) => boolean;
  readonly #values = new GrowingArray((length) => new Float64Array(length));
  /** The places of numbers among the values, which are years if the others are dates. */
  readonly #numbers = new GrowingArray((length) => new Int32Array(length), 1);
  readonly #tallies = { number: new CellTally(), date: new CellTally(), zoned: new CellTally() };
  readonly #oddNumbers = new CellTally();
  readonly #unreadable = new CellTally();
  readonly #missing = new CellTally();
  readonly #field: TimeField;

  /** `field` is the one that asks for times. */
  constructor(
    name: string,
    position: number,
    declaration: ColumnDeclaration = {},
    field: TimeField = 'data.split.time',
  ) {
    this.#field = field;
    this.name = name;
    this.position = position;
    this.#column = new ColumnBuilder(name, position, declaration);
    this.#isMissing = missingTest(declaration.missing, true);
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    this.#column.add(cell, line, row);
    const shown = shownCell(cell ?? '');
    const isMissing = typeof shown !== 'object' && this.#isMissing(String(shown).trim());
    const moment = isMissing ? undefined : momentIn(cell);
    if (moment === undefined) {
      (isMissing ? this.#missing : this.#unreadable).add(line, row, shown === '' ? undefined : shown);
      this.#values.push(Number.NaN);
      return;
    }
    this.#tallies[moment.kind].add(line, row, shown);
    if (moment.kind === 'number') {
      this.#numbers.push(this.#values.length);
      if (yearStart(moment.value) === undefined) this.#oddNumbers.add(line, row, shown);
    }
    this.#values.push(moment.value);
  }

  /** Cells that are missing, and cells that cannot be read, are one fault each. */
  times(faults: FaultList): RowTimes {
    this.#addFault(this.#missing, 'must have a time in every row', faults);
    const { form } = this.#column.declaration;
    if (form !== undefined) {
      this.#addFault(this.#column.texts, constraintOf(form), faults);
      return this.#ofColumn(form.type === 'date');
    }
    const isOfForm = this.#unreadable.count > (this.#values.length - this.#missing.count) / 2;
    const date = isOfForm ? inferDate(this.#column) : undefined;
    if (date === undefined) return this.#plainTimes(faults);
    if (date.kind === 'broken') {
      const { cells, constraint, hint } = date.broken;
      this.#addFault(cells, constraint, faults, hint);
    }
    return this.#ofColumn(true);
  }

  #ofColumn(areDates: boolean): RowTimes {
    const numbers = this.#column.numbers();
    const values = areDates ? numbers.map((days) => days * dayMilliseconds) : numbers;
    return { column: this.name, field: this.#field, values, areDates };
  }

  #plainTimes(faults: FaultList): RowTimes {
    const { date, zoned } = this.#tallies;
    const areDates = date.count + zoned.count > 0;
    const values = this.#values.items();
    if (areDates) this.#readYears(values, faults);
    const constraint = areDates ? dateConstraint : `must be a number, or ${dateConstraint.slice(8)}`;
    this.#addFault(this.#unreadable, constraint, faults);
    if (zoned.count > 0) {
      this.#addFault(date, 'must have a time zone, as other cells of its column have', faults);
    }
    return { column: this.name, field: this.#field, values, areDates };
  }

  #readYears(values: Float64Array, faults: FaultList): void {
    this.#addFault(this.#oddNumbers, dateConstraint, faults);
    for (const place of this.#numbers.items()) {
      values[place] = yearStart(values[place] as number) ?? Number.NaN;
    }
  }

  #addFault(cells: CellTally, problem: string, faults: FaultList, hint?: string): void {
    const constraint = `${problem}, for ${this.#field}`;
    addCellFault('unreadable-time', this, cells, { faults, constraint, hint });
  }
}
