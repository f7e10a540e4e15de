import { copyOf, trimmed } from '../cells/cell-text.ts';
import { cellReader } from '../cells/form.ts';
import { isMissing, isWrittenNaN } from '../cells/missing.ts';
import { fitsFloat32, isInfinite, isPadded, isRounded, readInNotation, readNumber } from '../cells/number.ts';
import { shownCell } from '../formats/shown-cell.ts';
import { CellTally } from './cell-tally.ts';
import type { ColumnDeclaration } from './column-declaration.ts';
import { GrowingArray } from './growing-array.ts';
import { type Spelling, type SpellingKind, spellingOf } from './spelling.ts';

/** A column of numbers with more distinct cells can be neither a category nor a classification target. */
export const distinctLimit = 1000;
/** A column of texts with more distinct cells is not kept unless the space file declares its type. */
export const textLimit = 100_000;
const missingCode = -1;
const uncountedCode = -2;
/** Each word for "no value" has a code of its own from here downwards: it may be a class after all. */
const firstWordCode = -3;
/** The code of 9. */
const lastDigit = 0x39;

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
  /** Lists and objects, and dates where none is declared and other cells are no dates. */
  readonly unusable = new CellTally();
  /** Cells without any character. */
  emptyCount = 0;
  numberCount = 0;
  /** Some plain numbers are written with a decimal point. */
  hasPoint = false;
  /** Whole numbers with leading zeros, as codes have them: 007. */
  paddedCount = 0;
  readonly #numbers = new GrowingArray((length) => new Float64Array(length));
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Numbers are keys beside their text: formatting each would take longer than reading it. */
  readonly #codeOf = new Map<string | number, number>();
  readonly #names: string[] = [];
  /** By the code of the text. */
  readonly #spellings: (SpelledCells & { readonly value: number })[] = [];
  readonly #readNumber: (text: string) => number;
  readonly #isMissing: (text: string) => boolean;
  readonly #read: ((cell: unknown) => number | undefined) | undefined;

  constructor(name: string, position: number, declaration: ColumnDeclaration = {}) {
    this.name = name;
    this.position = position;
    this.declaration = declaration;
    const { form, missing, notation } = declaration;
    this.#read = form === undefined ? undefined : cellReader(declaration);
    this.#readNumber =
      notation?.thousands === undefined ? readNumber : (text) => readInNotation(text, notation);
    const words = missing === undefined ? undefined : new Set(['', ...missing]);
    this.#isMissing = words === undefined ? isMissing : (text) => words.has(text);
    if (form !== undefined) this.#codes = undefined;
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    if (this.#read !== undefined) this.#addRead(this.#read(cell), cell, line, row);
    else if (typeof cell === 'string') this.#addText(trimmed(cell), line, row);
    else if (typeof cell === 'number' && fitsFloat32(cell)) this.#addNumber(cell, line, row);
    else if (cell instanceof Date) this.#addText(textOf(cell), line, row);
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
    if (this.declaration.missing !== undefined && this.#isMissing(text)) {
      this.#addMissing(text, line, row);
      return;
    }
    if (this.#isKnownWord(text)) this.#addSpelled(text, line, row);
    else this.#addNew(text, line, row);
    this.#limitCodes();
  }

  /** Words of categories come again and again: only the first of each is parsed. */
  #isKnownWord(text: string): boolean {
    if (!(text.charCodeAt(0) > lastDigit)) return false;
    const code = this.#codeOf.get(text);
    return code !== undefined && this.#spellings[code] !== undefined;
  }

  #addNew(text: string, line: number, row: number): void {
    const number = this.#readNumber(text);
    if (!Number.isNaN(number)) {
      this.numberCount++;
      if (isPadded(text)) this.paddedCount++;
      else this.hasPoint ||= text.includes('.');
      this.#numbers.push(number);
      this.#codes?.push(this.#codeFor(text));
    } else if (this.#isMissing(text)) this.#addMissing(text, line, row);
    else if (isInfinite(text)) {
      this.infinities.add(line, row, text);
      this.#numbers.push(Number.NaN);
      this.#codes?.push(this.#codeFor(text));
    } else this.#addSpelled(text, line, row);
  }

  #addSpelled(text: string, line: number, row: number): void {
    this.texts.add(line, row, text);
    const code = this.#codes === undefined ? uncountedCode : this.#codeFor(text);
    const known = (code < 0 ? undefined : this.#spellings[code]) ?? this.#spell(spellingOf(text));
    if (code >= 0) this.#spellings[code] = known;
    known.cells.add(line, row, text);
    this.#numbers.push(known.value);
    this.#codes?.push(code);
  }

  #spell({ kind, detail, value }: Spelling): SpelledCells & { readonly value: number } {
    const key = `${kind} ${detail}`;
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
    if ((isOfText || this.paddedCount > 0) && this.#names.length <= textLimit) return;
    this.#codes = undefined;
    this.#codeOf.clear();
  }
}

/** A date of a format's own type, as the text that means the same moment. */
function textOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
