import { isMissing, readNumber } from './cell.ts';
import { GrowingArray } from './growing-array.ts';

/** With more distinct cells than this a column cannot be a category, nor a target's classes. */
export const distinctLimit = 1000;
const listedTexts = 20;
const missingCode = -1;
const uncountedCode = -2;

/** A cell that is neither missing nor a number. */
export interface TextCell {
  readonly line: number;
  readonly value: string;
}

/**
 * Takes in a column cell by cell while its type is still open. Both readings are kept, as numbers and as codes
 * of distinct cells, because a column of numbers may end in text; 12 bytes a cell, however long the text.
 */
export class ColumnBuilder {
  readonly name: string;
  /** The column's place in the file, from 1. */
  readonly position: number;
  /** The first cells that are neither missing nor numbers. */
  readonly texts: TextCell[] = [];
  textCount = 0;
  numberCount = 0;
  readonly #numbers = new GrowingArray((length) => new Float64Array(length));
  readonly #codes = new GrowingArray((length) => new Int32Array(length));
  readonly #codeOf = new Map<string, number>();
  #isCounting = true;

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  add(cell: string, line: number): void {
    const text = cell.trim();
    const number = readNumber(text);
    const missing = Number.isNaN(number) && isMissing(text);
    if (!Number.isNaN(number)) this.numberCount++;
    else if (!missing) this.#countText(text, line);
    this.#numbers.push(number);
    this.#codes.push(missing ? missingCode : this.#code(number, text));
  }

  get rows(): number {
    return this.#numbers.length;
  }

  /** Distinct cells that are not missing; `distinctLimit + 1` when there are more than that. */
  get distinct(): number {
    return this.#codeOf.size;
  }

  /** Missing cells and text are NaN. */
  numbers(): Float64Array {
    return this.#numbers.items();
  }

  /** An index into `categories` a row, −1 for a missing cell, −2 for all that follow once the limit is passed. */
  codes(): Int32Array {
    return this.#codes.items();
  }

  /** Distinct cells in the order of their first appearance; numbers in their shortest form, 1.0 as 1. */
  categories(): string[] {
    return [...this.#codeOf.keys()];
  }

  /** The rows whose cell is missing. */
  missingRows(): number[] {
    const codes = this.codes();
    return [...codes.keys()].filter((row) => codes[row] === missingCode);
  }

  #countText(value: string, line: number): void {
    this.textCount++;
    if (this.texts.length < listedTexts) this.texts.push({ line, value });
  }

  #code(number: number, text: string): number {
    if (!this.#isCounting) return uncountedCode;
    const name = Number.isNaN(number) ? text : String(number);
    const known = this.#codeOf.get(name);
    if (known !== undefined) return known;
    this.#codeOf.set(name, this.#codeOf.size);
    this.#isCounting = this.#codeOf.size <= distinctLimit;
    return this.#codeOf.size - 1;
  }
}
