import type { FaultList } from '../fault-list.ts';
import { shownCell } from '../formats/shown-cell.ts';
import type { RowTimes } from '../raw-data.ts';
import { CellTally, type NamedCell } from './cell-tally.ts';
import { GrowingArray } from './growing-array.ts';
import { momentIn, yearStart } from './time-cell.ts';

const dateConstraint = 'must be a date such as 2024-01-31 or 2024-01-31T12:00Z';

/** Collects the column that data.split.time names: numbers, or dates. */
export class TimeBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  readonly #values = new GrowingArray((length) => new Float64Array(length));
  /** The places of numbers among the values, which are years if the others are dates. */
  readonly #numbers = new GrowingArray((length) => new Int32Array(length), 1);
  readonly #unreadable = new CellTally();
  readonly #tallies = { number: new CellTally(), date: new CellTally(), zoned: new CellTally() };
  readonly #oddNumbers = new CellTally();

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    const moment = momentIn(cell);
    const shown = typeof cell === 'object' && cell !== null ? shownCell(cell) : (cell ?? '');
    if (moment === undefined) {
      this.#unreadable.add(line, row, shown);
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

  /** Cells that are missing or cannot be read are one fault. */
  times(faults: FaultList): RowTimes {
    const { date, zoned } = this.#tallies;
    const areDates = date.count + zoned.count > 0;
    const values = this.#values.items();
    if (areDates) this.#readYears(values, faults);
    const constraint = areDates ? dateConstraint : `must be a number, or ${dateConstraint.slice(8)}`;
    this.#addFault(this.#unreadable, constraint, faults);
    if (zoned.count > 0) {
      this.#addFault(date, 'must have a time zone, as other cells of its column have', faults);
    }
    return { column: this.name, values, areDates };
  }

  #readYears(values: Float64Array, faults: FaultList): void {
    this.#addFault(this.#oddNumbers, dateConstraint, faults);
    for (const place of this.#numbers.items()) {
      values[place] = yearStart(values[place] as number) ?? Number.NaN;
    }
  }

  #addFault({ first, count }: CellTally, problem: string, faults: FaultList): void {
    const [cell] = first as [NamedCell?];
    if (cell === undefined) return;
    const { name: field, position: column } = this;
    const constraint = `${problem}, for data.split.time`;
    const hint = count === 1 ? {} : { hint: `and ${count - 1} more like it` };
    faults.tolerate({
      kind: 'unreadable-time',
      faults: [{ field, constraint, value: cell.value, line: cell.line, column, ...hint }],
      rows: first.map(({ row }) => row),
      count: faults.isTolerant ? count : 1,
    });
  }
}
