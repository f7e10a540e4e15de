import { dateText } from '../cells/date.ts';
import { cellReader } from '../cells/form.ts';
import { isMissing, isWrittenNaN, missingTest } from '../cells/missing.ts';
import { fitsFloat32, isInfinite, isRounded, readInNotation, readNumber } from '../cells/number.ts';
import { shownCell } from '../formats/shown-cell.ts';
import { CellTally } from './cell-tally.ts';
import type { ColumnDeclaration } from './column-declaration.ts';
import { DigitTally } from './digit-tally.ts';
import { GrowingArray } from './growing-array.ts';
import { isPadded, type Spelling, type SpellingKind, spellingOf } from './spelling.ts';

/** A column of numbers with more distinct cells can be neither a category nor a classification target. */
export const distinctLimit = 1000;
/** A column of texts with more distinct cells is not kept unless the space file declares its type. */
export const textLimit = 100_000;
const missingCode = -1;
const uncountedCode = -2;
/** Each word for "no value" has a code of its own from here downwards: it may be a class after all. */
const firstWordCode = -3;
/** V8 keeps the whole text that a longer part was cut from. */
const longestCopied = 12;

/** The cells of one spelling, such as all decimals with a comma. */
export interface SpelledCells {
  readonly kind: SpellingKind;
  readonly detail: string;
  readonly cells: CellTally;
}

/**
 * Collects a column cell by cell while its type is unknown. It keeps both readings, numbers and codes of distinct
 * cells, because a column of numbers may end in text. That takes 12 bytes per cell, however long the text, and 8 once
 * there are too many distinct cells for a category. A declared form of numbers has no codes.
 */
export class ColumnBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  readonly declaration: ColumnDeclaration;
  /** Cells that are neither missing nor plain numbers nor infinite; with a declared form, those that break it. */
  readonly texts = new CellTally();
  /** The same cells by their spelling. */
  readonly spelled = new Map<string, SpelledCells>();
  /** Infinities, and numbers too large for 32 bits. */
  readonly infinities = new CellTally();
  /** Missing cells written as NaN. */
  readonly nans = new CellTally();
  /** Cells with a word for "no value", by the word as written, with the word's own negative code. */
  readonly missingWords = new Map<string, { readonly cells: CellTally; readonly code: number }>();
  /**
   * Whole numbers of a format with its own number type, which may differ from those in the file since doubles round
   * them.
   */
  readonly rounded = new CellTally();
  /** Lists and objects. */
  readonly unusable = new CellTally();
  /** Cells without any character. */
  emptyCount = 0;
  numberCount = 0;
  /** The first plain number that is written with a decimal point. */
  readonly pointed = new CellTally();
  /** Whole numbers with leading zeros, as codes have them: 007. */
  readonly padded = new CellTally();
  /** The numbers by their digits. */
  readonly digits = new DigitTally();
  readonly #numbers = new GrowingArray((length) => new Float64Array(length));
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Numbers are keys beside their text: formatting each would take longer than reading it. */
  readonly #codeOf = new Map<string | number, number>();
  readonly #names: string[] = [];
  /** By the code of the text. */
  readonly #spellings: (SpelledCells & { readonly value: number })[] = [];
  readonly #readNumber: (text: string) => number;
  readonly #isMissing: (text: string) => boolean;
  /** Also true for declared numbers that are written otherwise, which are names in a column of names. */
  readonly #isMissingNumber: ((text: string) => boolean) | undefined;
  readonly #read: ((cell: unknown) => number | undefined) | undefined;

  constructor(name: string, position: number, declaration: ColumnDeclaration = {}) {
    this.name = name;
    this.position = position;
    this.declaration = declaration;
    const { form, missing, notation } = declaration;
    this.#read = form === undefined ? undefined : cellReader(declaration);
    this.#readNumber =
      notation?.thousands === undefined ? readNumber : (text) => readInNotation(text, notation);
    this.#isMissing = missing === undefined ? isMissing : missingTest(missing, false);
    this.#isMissingNumber = missing && missingTest(missing, true);
    if (form !== undefined) this.#codes = undefined;
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    if (this.#read !== undefined) this.#addRead(this.#read(cell), cell, line, row);
    else if (typeof cell === 'string') this.#addText(cell.trim(), line, row);
    else if (typeof cell === 'number' && fitsFloat32(cell) && !this.#isMissingNumber?.(String(cell)))
      this.#addNumber(cell, line, row);
    else if (Number.isNaN(cell)) this.#addMissing('NaN', line, row);
    else if (cell instanceof Date) this.#addText(dateText(cell), line, row);
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

  /** Number of distinct non-missing cells, as far as they were counted. */
  get distinct(): number {
    return this.#names.length;
  }

  /** False once there were too many distinct cells to keep. */
  get hasCodes(): boolean {
    return this.#codes !== undefined;
  }

  /** The cells as numbers; missing cells and text are NaN, and spelled numbers their value. */
  numbers(): Float64Array {
    return this.#numbers.items();
  }

  /** One index into `categories` per row, negative for a missing cell; all are −2 once there are too many distinct cells. */
  codes(): Int32Array {
    return this.#codes?.items() ?? new Int32Array(this.rows).fill(uncountedCode);
  }

  /** Distinct cells as written, in the order of their first appearance. */
  categories(): string[] {
    return this.#names;
  }

  #addText(text: string, line: number, row: number): void {
    if (this.#isMissingNumber?.(text)) {
      if (this.#isMissing(text)) this.#addMissing(text, line, row);
      else this.#addSpelled(text, line, row);
      return;
    }
    const number = this.#readNumber(text);
    if (!Number.isNaN(number)) {
      this.numberCount++;
      if (Number.isInteger(number)) this.digits.add(number, text, line, row);
      if (isPadded(text)) this.padded.add(line, row, text);
      else if (this.pointed.count === 0 && text.includes('.')) this.pointed.add(line, row, text);
      this.#numbers.push(number);
      this.#codes?.push(this.#codeFor(text));
    } else if (this.#isMissing(text)) this.#addMissing(text, line, row);
    else if (isInfinite(text)) {
      this.infinities.add(line, row, text);
      this.#numbers.push(Number.NaN);
      this.#codes?.push(this.#codeFor(text));
    } else this.#addSpelled(text, line, row);
    this.#limitCodes();
  }

  #addSpelled(text: string, line: number, row: number): void {
    this.texts.add(line, row, text);
    const code = this.#codes === undefined ? uncountedCode : this.#codeFor(text);
    const known =
      (code < 0 ? undefined : this.#spellings[code]) ?? this.#spell(spellingOf(text, this.#isMissingNumber));
    if (code >= 0) this.#spellings[code] = known;
    known.cells.add(line, row, text);
    this.#numbers.push(known.value);
    this.#codes?.push(code);
  }

  #spell({ kind, detail, value, shape }: Spelling): SpelledCells & { readonly value: number } {
    const key = shape === undefined ? `${kind} ${detail}` : `${kind} ${detail} ${shape}`;
    const known = this.spelled.get(key) ?? { kind, detail, cells: new CellTally() };
    this.spelled.set(key, known);
    return { ...known, value };
  }

  #addMissing(text: string, line: number, row: number): void {
    if (isWrittenNaN(text)) this.nans.add(line, row, text);
    this.#numbers.push(Number.NaN);
    if (text === '') {
      this.emptyCount++;
      this.#codes?.push(missingCode);
      return;
    }
    const word = this.missingWords.get(text) ?? {
      cells: new CellTally(),
      code: firstWordCode - this.missingWords.size,
    };
    this.missingWords.set(text, word);
    word.cells.add(line, row, text);
    this.#codes?.push(word.code);
  }

  #addNumber(number: number, line: number, row: number): void {
    this.numberCount++;
    if (Number.isInteger(number)) this.digits.add(number, number, line, row);
    this.#numbers.push(number);
    if (isRounded(number)) this.rounded.add(line, row, number);
    this.#codes?.push(this.#codeFor(number));
    this.#limitCodes();
  }

  #addRead(number: number | undefined, cell: unknown, line: number, row: number): void {
    if (number !== undefined && Number.isNaN(number)) {
      this.#addMissing(typeof cell === 'string' ? cell.trim() : '', line, row);
      return;
    }
    if (number === undefined) this.texts.add(line, row, shownCell(cell));
    else this.numberCount++;
    this.#numbers.push(number ?? Number.NaN);
  }

  #addUnusable(cell: object, line: number, row: number): void {
    this.unusable.add(line, row, shownCell(cell));
    this.#numbers.push(Number.NaN);
    this.#codes?.push(missingCode);
  }

  /** A number of a format's own type has the name of the same text. */
  #codeFor(cell: string | number): number {
    const known = this.#codeOf.get(cell);
    if (known !== undefined) return known;
    const name = typeof cell === 'string' ? copyOf(cell) : String(cell);
    const code = this.#codeOf.get(name) ?? this.#names.push(name) - 1;
    this.#codeOf.set(name, code);
    if (typeof cell === 'number') this.#codeOf.set(cell, code);
    return code;
  }

  #limitCodes(): void {
    if (this.#codes === undefined || this.#names.length <= distinctLimit) return;
    const isOfText = this.textCount > this.numberCount;
    const type = this.declaration.spec?.type;
    if (type === 'category' || type === 'text') return;
    if ((isOfText || this.padded.count + this.digits.beyond.count > 0) && this.#names.length <= textLimit)
      return;
    this.#codes = undefined;
    this.#codeOf.clear();
  }
}

function copyOf(text: string): string {
  return text.length <= longestCopied ? text : Buffer.from(text).toString();
}
