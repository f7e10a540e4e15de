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

/** A column with more distinct cells can be neither a category nor a classification target. */
export const distinctLimit = 1000;
const listedCells = 20;
const missingCode = -1;
const uncountedCode = -2;

/**
 * A cell for messages: its line in the file (its row from 1 where there are none), and its row in the source, from 0.
 */
export interface NamedCell {
  readonly line: number;
  readonly row: number;
  readonly value: unknown;
}

/** The first cells of a kind, and their count. */
export class CellTally {
  readonly first: NamedCell[] = [];
  count = 0;

  add(line: number, row: number, value: unknown): void {
    this.count++;
    if (this.first.length < listedCells) this.first.push({ line, row, value });
  }
}

/**
 * Collects a column cell by cell while its type is unknown. It keeps both readings, numbers and codes of distinct
 * cells, because a column of numbers may end in text. That takes 12 bytes per cell, however long the text, and 8 once
 * there are too many distinct cells for a category.
 */
export class ColumnBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  /** Cells that are neither missing nor numbers nor infinite. */
  readonly texts = new CellTally();
  /** Infinities, and numbers too large for 32 bits. */
  readonly infinities = new CellTally();
  /** Missing cells written as NaN. */
  readonly nans = new CellTally();
  /**
   * Whole numbers of a format with its own number type, which may differ from those in the file since doubles round
   * them.
   */
  readonly rounded = new CellTally();
  /** Dates, lists and objects. */
  readonly unusable = new CellTally();
  numberCount = 0;
  readonly #numbers = new GrowingArray((length) => new Float64Array(length));
  readonly #missing = new GrowingArray((length) => new Int32Array(length), 1);
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Numbers are keys themselves: formatting each would take longer than reading it. */
  readonly #codeOf = new Map<string | number, number>();

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    if (typeof cell === 'string') this.#addText(cell.trim(), line, row);
    else if (typeof cell === 'number' && fitsFloat32(cell)) this.#addNumber(cell, line, row);
    else if (typeof cell === 'object' && cell !== null) this.#addUnusable(cell, line, row);
    else this.#addText(cell === null || cell === undefined ? '' : String(cell), line, row);
  }

  get rows(): number {
    return this.#numbers.length;
  }

  /** Number of text cells that are not infinities. */
  get textCount(): number {
    return this.texts.count;
  }

  /** Number of distinct non-missing cells; `distinctLimit + 1` when there are more. */
  get distinct(): number {
    return this.#codeOf.size;
  }

  /** The cells as numbers; missing cells and text are NaN. */
  numbers(): Float64Array {
    return this.#numbers.items();
  }

  /** One index into `categories` per row, −1 for a missing cell; all are −2 once there are too many distinct cells. */
  codes(): Int32Array {
    return this.#codes?.items() ?? new Int32Array(this.rows).fill(uncountedCode);
  }

  /** Distinct cells in the order of their first appearance; numbers in their shortest form, 1.0 as 1. */
  categories(): string[] {
    return [...this.#codeOf.keys()].map(String);
  }

  /** The rows with a missing cell, as indices into this column. */
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
