import { FaultsError } from '../../faults/errors.ts';
import type { Task } from '../../study/pipeline.ts';
import { cellReader } from '../cells/form.ts';
import { missingTest } from '../cells/missing.ts';
import { nameIn } from '../cells/name.ts';
import type { RawRows, RowSource } from '../formats/row-source.ts';

/** Leaves out rows without a target, as training does, and counts them. */
export class LabelledRows {
  leftOut = 0;
  readonly #file: string;
  readonly #position: number;
  readonly #field: string;
  readonly #isMissing: (cell: unknown) => boolean;
  #kept = 0;

  constructor(task: Task, { file, names }: RowSource, target: string) {
    this.#file = file;
    this.#field = target;
    this.#position = names.indexOf(target);
    this.#isMissing = missingTarget(task);
  }

  keep(rows: RawRows): RawRows {
    const { cells, places, fraction } = rows;
    // A row of the wrong length is a fault of its own.
    const isKept = cells.map((row) => row.length <= this.#position || !this.#isMissing(row[this.#position]));
    const kept = cells.filter((_, row) => isKept[row]);
    this.leftOut += cells.length - kept.length;
    this.#kept += kept.length;
    if (kept.length === cells.length) return rows;
    return { cells: kept, places: Array.from(places).filter((_, row) => isKept[row]), fraction };
  }

  /** Call after the last row. FaultsError when none has a target. */
  finish(): void {
    if (this.#kept > 0 || this.leftOut === 0) return;
    const constraint = 'the target has no value in any row';
    throw new FaultsError([{ file: this.#file, field: this.#field, constraint }]);
  }
}

function missingTarget(task: Task): (cell: unknown) => boolean {
  if (task.kind === 'regression') {
    const read = cellReader(task);
    return (cell) => Number.isNaN(read(cell));
  }
  const isNone = missingTest(task.missing, false);
  const classes = new Set(task.classes);
  // A class may be called as a missing value is elsewhere: a minus sign, or NA.
  return (cell) => nameIn(cell, isNone) === '' && !(typeof cell === 'string' && classes.has(cell.trim()));
}
