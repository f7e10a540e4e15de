import {
  fitsFloat32,
  isInfinite,
  isMissing,
  isRounded,
  isWrittenNaN,
  numberName,
  readNumber,
} from '../formats/cell.ts';
import { shownCell } from '../formats/shown-cell.ts';
import { GrowingArray } from './growing-array.ts';

/** With more distinct cells than this a column cannot be a category, nor a target's classes. */
export const distinctLimit = 1000;
const listedCells = 20;
const missingCode = -1;
const uncountedCode = -2;

/** A cell that is worth naming: its line in the file (its row from 1 where there are none), and its row in the source, from 0. */
export interface NamedCell {
  readonly line: number;
  readonly row: number;
  readonly value: unknown;
}

/** The first cells of a kind, and how many there are. */
export class CellTally {
  readonly first: NamedCell[] = [];
  count = 0;

  add(line: number, row: number, value: unknown): void {
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
  /** Whole numbers of a format with numbers of its own that may have been others before a double rounded them. */
  readonly rounded = new CellTally();
  /** Dates, lists and objects. */
  readonly unusable = new CellTally();
  numberCount = 0;
  readonly #numbers = new GrowingArray((length) => new Float64Array(length));
  readonly #missing = new GrowingArray((length) => new Int32Array(length), 1);
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Numbers are keys as such: to write each of them would take longer than to read it. */
  readonly #codeOf = new Map<string | number, number>();

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  /** `line` and `row` say where the cell stands: in the file, and among the source's rows from 0. */
  add(cell: unknown, line: number, row: number): void {
    if (typeof cell === 'string') this.#addText(cell.trim(), line, row);
    else if (typeof cell === 'number' && fitsFloat32(cell)) this.#addNumber(cell, line, row);
    else if (typeof cell === 'object' && cell !== null) this.#addUnusable(cell, line, row);
    else this.#addText(cell === null || cell === undefined ? '' : String(cell), line, row);
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

  #addText(text: string, line: number, row: number): void {
    const number = readNumber(text);
    const isNumber = !Number.isNaN(number);
    const missing = !isNumber && isMissing(text);
    if (isNumber) this.numberCount++;
    else if (missing) this.#missing.push(this.rows);
    this.#numbers.push(number);
    if (!isNumber) this.#tallyFor(text, missing)?.add(line, row, text);
    if (this.#codes === undefined) return;
    if (missing) this.#codes.push(missingCode);
    else this.#addCode(this.#codes, isNumber ? numberName(text, number) : text);
  }

  #addNumber(number: number, line: number, row: number): void {
    this.numberCount++;
    this.#numbers.push(number);
    if (isRounded(number)) this.rounded.add(line, row, number);
    if (this.#codes !== undefined) this.#addCode(this.#codes, number);
  }

  #addUnusable(cell: object, line: number, row: number): void {
    this.unusable.add(line, row, shownCell(cell));
    this.#numbers.push(Number.NaN);
    this.#codes?.push(missingCode);
  }

  #tallyFor(text: string, missing: boolean): CellTally | undefined {
    if (missing) return isWrittenNaN(text) ? this.nans : undefined;
    return isInfinite(text) ? this.infinities : this.texts;
  }

  #addCode(codes: GrowingArray<Int32Array>, cell: string | number): void {
    const known = this.#codeOf.get(cell);
    codes.push(known ?? this.#codeOf.size);
    if (known !== undefined) return;
    this.#codeOf.set(cell, this.#codeOf.size);
    if (this.#codeOf.size > distinctLimit) this.#codes = undefined;
  }
}
