import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';

/** A cell, or without a column a row, that breaks a constraint. */
interface BrokenCell {
  readonly field: string;
  readonly constraint: string;
  readonly value: unknown;
  /** Its line, or its row number from 1. */
  readonly place: number;
  /** From 1; undefined where columns have no order. */
  readonly column?: number | undefined;
}

const listedPlaces = 3;

/** Broken constraints of many cells, one fault per column: the first cell in full, and the places of the others. */
export class CellFaults {
  readonly #source: RowSource;
  readonly #found = new Map<string, { first: BrokenCell; others: number[]; count: number }>();

  constructor(source: RowSource) {
    this.#source = source;
  }

  add(cell: BrokenCell): void {
    const key = JSON.stringify([cell.field, cell.constraint]);
    const known = this.#found.get(key);
    if (known === undefined) {
      this.#found.set(key, { first: cell, others: [], count: 0 });
      return;
    }
    known.count++;
    if (known.others.length < listedPlaces) known.others.push(cell.place);
  }

  throwIfAny(): void {
    const { file, placeWord } = this.#source;
    const faults = new FaultList(file, false, this.#source);
    for (const { first, others, count } of this.#found.values()) {
      const { place, column, ...cell } = first;
      const more = count > others.length ? ` and ${count - others.length} more` : '';
      const word = `${placeWord}${count === 1 ? '' : 's'}`;
      const hint = `also in ${word} ${others.join(', ')}${more}`;
      faults.add({
        ...{ ...cell, line: place },
        ...(column === undefined ? {} : { column }),
        ...(count === 0 ? {} : { hint }),
      });
    }
    faults.throwIfAny();
  }
}
