import { type CellSpans, textAt } from '../cells/cell-spans.ts';
import { readDecimal } from '../cells/decimal.ts';
import { isMissing } from '../cells/missing.ts';
import { hashOf } from '../preprocessing/hashing.ts';
import type { KeyColumn } from '../raw-data.ts';
import { scanner } from '../scanning/scanner.ts';
import { momentIn } from '../splits/moment.ts';
import { GrowingArray } from './column/growing-array.ts';

/** Rows that are looked at: enough to recognise a column of groups or times, and a bound for the time of reading. */
export const mostKeyRows = 10_000;

/**
 * Collects a column that may name groups or times, whether it is an input or excluded: texts by a hash, whole numbers
 * and dates. It gives up at the first number with a fraction, list or object.
 */
export class KeyBuilder {
  readonly name: string;
  /** The column's number in the file, from 1. */
  readonly position: number;
  readonly #values = new GrowingArray((length) => new Float64Array(length), 64);
  #kind: KeyColumn['kind'] | 'unknown' | 'none' = 'unknown';

  constructor(name: string, position: number) {
    this.name = name;
    this.position = position;
  }

  /** True once it has given up: no further cell matters. */
  get isDone(): boolean {
    return this.#kind === 'none';
  }

  add(cell: unknown): void {
    if (this.#kind === 'none') return;
    if (cell === null || cell === undefined || cell === '') this.#values.push(Number.NaN);
    else if (typeof cell === 'string') this.#addText(cell.trim());
    else if (cell instanceof Date) this.#addDate(cell.getTime());
    else if (typeof cell === 'number' && Number.isInteger(cell)) this.#addNumber(cell);
    else if (typeof cell === 'bigint') this.#addNumber(Number(cell));
    else this.#kind = 'none';
  }

  /** Adds the column's cells of the first `rows` rows. */
  addSpans(spans: CellSpans, rows: number): void {
    const codes = scanner().codesOf(spans);
    for (let row = 0, cell = this.position - 1; row < rows && !this.isDone; row++, cell += spans.width) {
      const number =
        this.#kind === 'integer'
          ? readDecimal(codes, spans.starts[cell] as number, spans.ends[cell] as number)
          : Number.NaN;
      if (Number.isNaN(number)) this.add(textAt(spans, cell));
      else this.#addNumber(number);
    }
  }

  /** Undefined for a column that can name neither groups nor times. */
  column(): KeyColumn | undefined {
    const kind = this.#kind;
    if (kind === 'none' || kind === 'unknown') return undefined;
    return { name: this.name, kind, values: this.#values.items() };
  }

  #addText(text: string): void {
    if (this.#kind === 'integer') {
      const number = Number(text);
      // Most cells are numbers: only others need the words for a missing one.
      if (!Number.isNaN(number) && text !== '') {
        this.#addNumber(number);
        return;
      }
    }
    if (isMissing(text)) {
      this.#values.push(Number.NaN);
      return;
    }
    if (this.#kind === 'unknown') this.#kind = kindOf(text);
    if (this.#kind === 'date') this.#addDate(momentIn(text)?.value ?? Number.NaN);
    else if (this.#kind === 'integer') this.#addNumber(Number(text));
    else if (this.#kind === 'text') this.#values.push(hashOf(text));
  }

  /** A column of whole numbers with a word in it, or of dates with another, is no longer looked at. */
  #addNumber(number: number): void {
    if (this.#kind === 'unknown') this.#kind = 'integer';
    if (this.#kind !== 'integer' || !Number.isInteger(number)) this.#kind = 'none';
    else this.#values.push(number);
  }

  #addDate(time: number): void {
    if (this.#kind === 'unknown') this.#kind = 'date';
    if (this.#kind !== 'date' || Number.isNaN(time)) this.#kind = 'none';
    else this.#values.push(time);
  }
}

function kindOf(text: string): KeyColumn['kind'] | 'none' {
  const number = Number(text);
  // Beyond 2^53 different texts would be one number.
  if (Number.isInteger(number)) return Number.isSafeInteger(number) ? 'integer' : 'text';
  if (!Number.isNaN(number)) return 'none';
  return momentIn(text) === undefined ? 'text' : 'date';
}
