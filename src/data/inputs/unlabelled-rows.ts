import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import { GroupBuilder } from '../table/group-builder.ts';
import { addMissing } from '../windows/missing-targets.ts';
import type { ReadRows } from './read-rows.ts';

/** The rows without a target, in a table of series: a series is left out as a whole, since none may lack a step. */
export class UnlabelledRows {
  readonly #source: RowSource;
  readonly #series: GroupBuilder;
  readonly #lines: number[] = [];

  constructor(source: RowSource, by: string) {
    this.#source = source;
    this.#series = new GroupBuilder(by, source.names.indexOf(by) + 1, undefined, 'data.sequence.by');
  }

  add(cells: readonly unknown[], line: number): void {
    this.#series.add(cells[this.#series.position - 1], line, this.#lines.length);
    this.#lines.push(line);
  }

  /** FaultsError where one of them is of a series that has a target in other rows. */
  refuseIn({ series: labelled }: ReadRows, target: string): void {
    const faults = new FaultList(this.#source.file, false, this.#source);
    const series = this.#series.groups(faults);
    const known = new Set(labelled?.names);
    const isPart = (row: number) => known.has(series.names[series.codes[row] as number] as string);
    const rows = Array.from(this.#lines.keys()).filter(isPart);
    addMissing(rows, { series, places: this.#lines, field: target }, faults);
    faults.throwIfAny();
  }
}
