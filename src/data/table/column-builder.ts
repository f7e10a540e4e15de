import { type CellSpans, textAt } from '../cells/cell-spans.ts';
import { trimmed } from '../cells/cell-text.ts';
import { dateText } from '../cells/date.ts';
import { hasPointIn, mayBePadded, readDecimal } from '../cells/decimal.ts';
import { cellReader } from '../cells/form.ts';
import { isWrittenNaN } from '../cells/missing.ts';
import { fitsFloat32, isInfinite, isRounded } from '../cells/number.ts';
import { shownCell } from '../formats/shown-cell.ts';
import { scanner } from '../scanning/scanner.ts';
import { sharedDoubles } from '../shared-memory.ts';
import { CellTally } from './cell-tally.ts';
import { CellRuns } from './column/cell-runs.ts';
import { hasTooManyNames } from './column/code-limit.ts';
import { DistinctCells, missingCode, uncountedCode } from './column/distinct-cells.ts';
import { GrowingArray } from './column/growing-array.ts';
import { addWord, type MissingWord } from './column/missing-word.ts';
import { type SpelledCells, SpelledWords } from './column/spelled-words.ts';
import { type TextReading, textReading } from './column/text-reading.ts';
import type { ColumnDeclaration } from './column-declaration.ts';
import { DigitTally } from './digit-tally.ts';
import { isPadded } from './spelling.ts';

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
  readonly spelled: ReadonlyMap<string, SpelledCells>;
  /** Infinities, and numbers too large for 32 bits. */
  readonly infinities = new CellTally();
  /** Missing cells written as NaN. */
  readonly nans = new CellTally();
  /** Cells with a word for "no value", by the word as written. */
  readonly missingWords = new Map<string, MissingWord>();
  /** Whole numbers of a format with its own number type; rounded to doubles, they may differ from those in the file. */
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
  readonly #numbers = new GrowingArray(sharedDoubles);
  readonly #cells = new DistinctCells();
  readonly #words: SpelledWords;
  readonly #runs: CellRuns;
  readonly #reading: TextReading;
  readonly #read: ((cell: unknown) => number | undefined) | undefined;

  constructor(name: string, position: number, declaration: ColumnDeclaration = {}) {
    this.name = name;
    this.position = position;
    this.declaration = declaration;
    this.#reading = textReading(declaration);
    this.#words = new SpelledWords(this.#reading.isMissingNumber);
    this.spelled = this.#words.spelled;
    this.#runs = new CellRuns(this, { numbers: this.#numbers, cells: this.#cells, words: this.#words });
    if (declaration.form === undefined) return;
    this.#read = cellReader(declaration);
    this.#cells.drop();
  }

  /** `line` is the cell's line in the file, `row` its row in the source, from 0. */
  add(cell: unknown, line: number, row: number): void {
    if (this.#read !== undefined) this.#addRead(this.#read(cell), cell, line, row);
    else if (typeof cell === 'string') this.#addText(trimmed(cell), line, row);
    else if (typeof cell === 'number' && fitsFloat32(cell) && !this.#reading.isMissingNumber?.(String(cell)))
      this.#addNumber(cell, line, row);
    else if (Number.isNaN(cell)) this.#addMissing('NaN', line, row);
    else if (cell instanceof Date) this.#addText(dateText(cell), line, row);
    else if (typeof cell === 'object' && cell !== null) {
      this.unusable.add(line, row, shownCell(cell));
      this.#numbers.push(Number.NaN);
      this.#cells.push(missingCode);
    } else this.#addText(cell === null || cell === undefined ? '' : String(cell), line, row);
  }

  /** The number of rows that there will be, as far as it is known. */
  expect(rows: number): void {
    this.#numbers.expected = rows;
    this.#cells.expect(rows);
  }

  /** Adds the column's cells of some rows; `places` are their lines, `start` the row of the first. */
  addSpans(spans: CellSpans, places: ArrayLike<number>, start: number): void {
    const { isPlain } = this.#reading;
    if (isPlain) this.#runs.begin(spans, places.length);
    for (let row = 0; row < places.length; row++) {
      if (isPlain) row += this.#runs.add(spans, { lines: places, start, from: row });
      if (row === places.length) break;
      const [cell, line] = [row * spans.width + this.position - 1, places[row] as number];
      if (isPlain && this.#addKnown(spans, cell, line, start + row)) continue;
      this.add(textAt(spans, cell), line, start + row);
    }
    if (isPlain) this.#runs.end();
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
    return this.#cells.count;
  }

  /** False once there were too many distinct cells to keep. */
  get hasCodes(): boolean {
    return this.#cells.areKept;
  }

  /** The cells as numbers; missing cells and text are NaN, and spelled numbers their value. */
  numbers(): Float64Array {
    return this.#numbers.items();
  }

  /** One index into `categories` per row, negative for a missing cell; all are −2 once there are too many distinct cells. */
  codes(): Int32Array {
    return this.#cells.codes() ?? new Int32Array(this.rows).fill(uncountedCode);
  }

  /** Distinct cells as written, in the order of their first appearance. */
  categories(): string[] {
    return this.#cells.names();
  }

  /** Adds what needs no text of its own: empty cells, plain numbers, and words that came before. */
  #addKnown(spans: CellSpans, cell: number, line: number, row: number): boolean {
    const codes = scanner().codesOf(spans);
    const [start, end] = [spans.starts[cell] as number, spans.ends[cell] as number];
    if (start === end) {
      this.#addMissing('', line, row);
      return true;
    }
    const known = this.#cells.findAt(codes, start, end);
    if (this.#words.known(known) !== undefined) {
      this.#addSpelled(this.#cells.nameOf(known), line, row, known);
      return true;
    }
    const number = readDecimal(codes, start, end);
    if (Number.isNaN(number) || mayBePadded(codes, start)) return false;
    // A message shows the first cell with a point, and some digits, as they are written.
    if (this.pointed.count === 0 && hasPointIn(codes, start, end)) return false;
    const code = known === missingCode ? this.#cells.addAt(codes, start, end) : known;
    if (code === missingCode || (Number.isInteger(number) && !this.digits.addUnlisted(number))) return false;
    this.#cells.mark(code, 'number', number);
    this.numberCount++;
    this.#numbers.push(number);
    this.#cells.push(code);
    this.#limitCodes();
    return true;
  }

  #addText(text: string, line: number, row: number): void {
    if (this.#reading.isMissingNumber?.(text)) {
      if (this.#reading.isMissing(text)) this.#addMissing(text, line, row);
      else this.#addSpelled(text, line, row);
      return;
    }
    // Words of categories come again and again: only the first of each is parsed. A colon follows 9.
    const mayBeWord = text >= ':';
    if (mayBeWord && this.#words.known(this.#cells.find(text)) !== undefined)
      this.#addSpelled(text, line, row);
    else this.#addNew(text, line, row);
    this.#limitCodes();
  }

  #addNew(text: string, line: number, row: number): void {
    const number = this.#reading.readNumber(text);
    if (!Number.isNaN(number)) {
      this.numberCount++;
      if (Number.isInteger(number)) this.digits.add(number, text, line, row);
      if (isPadded(text)) this.padded.add(line, row, text);
      else if (this.pointed.count === 0 && text.includes('.')) this.pointed.add(line, row, text);
      this.#numbers.push(number);
      this.#cells.push(this.#cells.codeFor(text));
    } else if (this.#reading.isMissing(text)) this.#addMissing(text, line, row);
    else if (isInfinite(text)) {
      this.infinities.add(line, row, text);
      this.#numbers.push(Number.NaN);
      this.#cells.push(this.#cells.codeFor(text));
    } else this.#addSpelled(text, line, row);
  }

  #addSpelled(text: string, line: number, row: number, code = this.#cells.codeFor(text)): void {
    const { cells, value } = this.#words.of(text, code);
    this.#cells.mark(code, 'word', value);
    this.texts.add(line, row, text);
    cells.add(line, row, text);
    this.#numbers.push(value);
    this.#cells.push(code);
  }

  #addMissing(text: string, line: number, row: number): void {
    if (isWrittenNaN(text)) this.nans.add(line, row, text);
    this.#numbers.push(Number.NaN);
    if (text === '') {
      this.emptyCount++;
      this.#cells.push(missingCode);
      return;
    }
    this.#cells.push(addWord(this.missingWords, text, line, row));
  }

  #addNumber(number: number, line: number, row: number): void {
    this.numberCount++;
    if (Number.isInteger(number)) this.digits.add(number, number, line, row);
    this.#numbers.push(number);
    if (isRounded(number)) this.rounded.add(line, row, number);
    this.#cells.push(this.#cells.codeFor(number));
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

  #limitCodes(): void {
    if (this.#cells.areKept && hasTooManyNames(this)) this.#cells.drop();
  }
}
