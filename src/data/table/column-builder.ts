import { isInfinite, isMissing, isWrittenNaN, numberName, readNumber } from './cell.ts';
import { GrowingArray } from './growing-array.ts';

/** With more distinct cells than this a column cannot be a category, nor a target's classes. */
export const distinctLimit = 1000;
const listedCells = 20;
const missingCode = -1;
const uncountedCode = -2;

/** A cell that is worth naming: its line in the file, and its row in the source, from 0. */
export interface NamedCell {
  readonly line: number;
  readonly row: number;
  readonly value: string;
}

/** The first cells of a kind, and how many there are. */
export class CellTally {
  readonly first: NamedCell[] = [];
  count = 0;

  add(line: number, row: number, value: string): void {
    this.count++;
    if (this.first.length < listedCells) this.first.push({ line, row, value });
  }
}

/**
 * Takes in a column cell by cell while its type is still open. Both readings are kept, as numbers and as codes
 * of distinct cells, because a column of numbers may end in text; 12 bytes a cell, however long the text, and 8
 * once there are too many distinct cells for a category.
 */
export class ColumnBuilder {
  readonly name: string;
  /** The column's place in the file, from 1. */
  readonly position: number;
  /** Cells that are neither missing nor numbers nor infinite. */
  readonly texts = new CellTally();
  /** Cells that name an infinity, and numbers too large for 32 bits. */
  readonly infinities = new CellTally();
  /** Missing cells that say NaN. */
  readonly nans = new CellTally();
  numberCount = 0;
  readonly #numbers = new GrowingArray((length) => new Float64Array(length));
  readonly #missing = new GrowingArray((length) => new Int32Array(length), 1);
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Of numbers as such: to write each of them would take longer than to read it. */
  readonly #codeOf = new Map<string | number, number>();

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  /** `line` and `row` say where the cell stands: in the file, and among the source's rows from 0. */
  add(cell: string, line: number, row: number): void {
    const text = cell.trim();
    const number = readNumber(text);
    const isNumber = !Number.isNaN(number);
    const missing = !isNumber && isMissing(text);
    if (isNumber) this.numberCount++;
    else if (missing) this.#missing.push(this.rows);
    this.#numbers.push(number);
    if (!isNumber) this.#tallyFor(text, missing)?.add(line, row, text);
    if (this.#codes !== undefined)
      this.#addCode(this.#codes, missing, isNumber ? numberName(text, number) : text);
  }

  get rows(): number {
    return this.#numbers.length;
  }

  /** Cells of text that is no infinity. */
  get textCount(): number {
    return this.texts.count;
  }

  /** Distinct cells that are not missing; `distinctLimit + 1` when there are more than that. */
  get distinct(): number {
    return this.#codeOf.size;
  }

  /** Missing cells and text are NaN. */
  numbers(): Float64Array {
    return this.#numbers.items();
  }

  /** An index into `categories` a row, −1 for a missing cell; all are −2 once the limit of distinct cells is passed. */
  codes(): Int32Array {
    return this.#codes?.items() ?? new Int32Array(this.rows).fill(uncountedCode);
  }

  /** Distinct cells in the order of their first appearance; numbers in their shortest form, 1.0 as 1. */
  categories(): string[] {
    return [...this.#codeOf.keys()].map(String);
  }

  /** The rows whose cell is missing, counted among the rows of this column. */
  missingRows(): Int32Array {
    return this.#missing.items();
  }

  #tallyFor(text: string, missing: boolean): CellTally | undefined {
    if (missing) return isWrittenNaN(text) ? this.nans : undefined;
    return isInfinite(text) ? this.infinities : this.texts;
  }

  #addCode(codes: GrowingArray<Int32Array>, missing: boolean, cell: string | number): void {
    if (missing) {
      codes.push(missingCode);
      return;
    }
    const known = this.#codeOf.get(cell);
    codes.push(known ?? this.#codeOf.size);
    if (known !== undefined) return;
    this.#codeOf.set(cell, this.#codeOf.size);
    if (this.#codeOf.size > distinctLimit) this.#codes = undefined;
  }
}
