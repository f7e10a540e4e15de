import type { CellForm } from '../../../study/cell-form.ts';
import type { FaultList } from '../../fault-list.ts';
import { shownCell } from '../../formats/shown-cell.ts';
import { weightConstraint, weightReader } from '../../preprocessing/weight-reader.ts';
import type { RowWeights } from '../../raw-data.ts';
import { addCellFault } from '../cell-faults.ts';
import { CellTally } from '../cell-tally.ts';
import { GrowingArray } from '../column/growing-array.ts';
import type { ColumnDeclaration } from '../column-declaration.ts';
import { notationHint } from '../inference/units.ts';

/** Reads the column of the rows' weights. */
export class WeightBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  readonly #declaration: { readonly form: CellForm; readonly missing?: readonly string[] };
  readonly #read: (cell: unknown) => number | undefined;
  readonly #values = new GrowingArray((length) => new Float64Array(length));
  readonly #broken = new CellTally();

  constructor(name: string, position: number, { form, notation, missing }: ColumnDeclaration) {
    this.name = name;
    this.position = position;
    this.#declaration = { form: form ?? { type: 'number', ...notation }, ...(missing && { missing }) };
    this.#read = weightReader(this.#declaration);
  }

  add(cell: unknown, line: number, row: number): void {
    const weight = this.#read(cell);
    if (weight === undefined) this.#broken.add(line, row, shownCell(cell ?? ''));
    this.#values.push(weight ?? Number.NaN);
  }

  /** The weights; NaN where a tolerant list of faults keeps a cell that is none. */
  weights(faults: FaultList): RowWeights {
    const hint = notationHint(this.name, this.#declaration.form, this.#broken);
    addCellFault('broken-weight', this, this.#broken, { faults, constraint: weightConstraint, hint });
    return { values: this.#values.items(), column: { name: this.name, ...this.#declaration } };
  }
}
