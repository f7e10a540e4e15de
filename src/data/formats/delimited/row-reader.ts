import { type CellSpans, rowsOf } from '../../cells/cell-spans.ts';
import { RegularRows } from './regular-rows.ts';

/** Rows that were read together. */
export interface ReadRows {
  /** The cells without their quotation marks; a blank line is a row without cells, unlike a line of `""`. */
  readonly cells: readonly string[][];
  /** The line on which each row begins, from 1. */
  readonly places: ArrayLike<number>;
  /** The same cells as places in a text, where the rows are regular: then `cells` costs time. */
  readonly spans?: CellSpans;
  /** The rows that span several lines, as indices into `cells`, ascending. */
  readonly spanning: readonly number[];
  /** The broken row that ends the reading, after these rows. */
  readonly fault?: { readonly constraint: string; readonly line: number };
}

/** Which lines hold rows, and where their cells end. */
export interface RowSyntax {
  readonly delimiter: string;
  /** The beginning of lines to skip, anywhere in the file. */
  readonly comment?: string | undefined;
  /** Lines to skip at the beginning of the file. */
  readonly skippedLines?: number;
}

const longestRow = 1e7;
const neverClosed = 'opens a quotation that is never closed';
const textBehind = 'has text between a closing quotation mark and the next delimiter';

/**
 * Splits a delimited text (RFC 4180; any line ends), which arrives in arbitrary pieces, into rows of unequal lengths. A
 * quotation mark inside a cell that does not begin with one is an ordinary character.
 */
export class RowReader {
  readonly #syntax: RowSyntax;
  #newline: '\n' | '\r' | undefined;
  /** The beginning of an incomplete row. */
  #rest = '';
  #line = 1;
  readonly #regular = new RegularRows();
  #commentLines = 0;

  constructor(syntax: RowSyntax) {
    this.#syntax = syntax;
  }

  /** Number of skipped lines that begin with the comment's prefix, so far. */
  get commentLines(): number {
    return this.#commentLines;
  }

  read(text: string, isLast: boolean): ReadRows {
    const input = this.#rest === '' ? text : this.#rest + text;
    this.#newline ??= lineEndOf(input, isLast);
    const { delimiter } = this.#syntax;
    const newline = this.#newline;
    const regular = this.#areRows() && newline === '\n' ? this.#regular.read(input, delimiter) : undefined;
    if (regular !== undefined) {
      this.#rest = input.slice(regular.end);
      return this.#spanned(regular.spans);
    }
    const cells: string[][] = [];
    const places: number[] = [];
    const spanning: number[] = [];
    let fault: string | undefined;
    let quotation = newline === undefined ? -1 : input.indexOf('"');
    let at = 0;
    while (newline !== undefined && at < input.length) {
      let end = input.indexOf(newline, at);
      if (end < 0 && !isLast) break;
      if (end < 0) end = input.length;
      if (quotation >= 0 && quotation < at) quotation = input.indexOf('"', at);
      if (this.#isSkipped(input, at)) {
        this.#line++;
      } else if (quotation < 0 || quotation >= end) {
        cells.push(cellsOf(lineOf(input, at, end, newline), delimiter));
        places.push(this.#line++);
      } else {
        const row = quotedRow(input, at, { delimiter, newline, isLast });
        if (row === undefined) break;
        if (typeof row === 'string') {
          fault = row;
          break;
        }
        end = row.end;
        const ends = countOf(newline, input, at, end);
        if (ends > 0) spanning.push(cells.length);
        cells.push(row.cells);
        places.push(this.#line);
        this.#line += 1 + ends;
      }
      at = end + 1;
    }
    this.#rest = input.slice(at);
    if (this.#rest.length > longestRow) fault ??= neverClosed;
    const rows = { cells, places, spanning };
    return fault === undefined ? rows : { ...rows, fault: { constraint: fault, line: this.#line } };
  }

  /** No line is skipped any more. */
  #areRows(): boolean {
    const { comment, skippedLines = 0 } = this.#syntax;
    return comment === undefined && this.#line > skippedLines;
  }

  #spanned(spans: CellSpans): ReadRows {
    const { starts, width } = spans;
    const first = this.#line;
    const count = starts.length / width;
    this.#line += count;
    return {
      get cells() {
        return rowsOf(spans);
      },
      places: Int32Array.from({ length: count }, (_, row) => first + row),
      spanning: [],
      spans,
    };
  }

  #isSkipped(input: string, at: number): boolean {
    const { comment, skippedLines = 0 } = this.#syntax;
    if (this.#line <= skippedLines) return true;
    if (comment === undefined || !input.startsWith(comment, at)) return false;
    this.#commentLines++;
    return true;
  }
}

/**
 * Undefined while the first line is incomplete, or when the last character is a \r. The \r of \r\n is dropped later, so
 * that a file may mix both line ends; only old Macintosh files have no \n.
 */
function lineEndOf(text: string, isLast: boolean): '\n' | '\r' | undefined {
  if (text.includes('\n')) return '\n';
  const place = text.indexOf('\r');
  if (place >= 0 && place < text.length - 1) return '\r';
  return isLast ? '\n' : undefined;
}

function lineOf(input: string, start: number, end: number, newline: string): string {
  const hasReturn = newline === '\n' && end > start && input.charCodeAt(end - 1) === 0x0d;
  return input.slice(start, hasReturn ? end - 1 : end);
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells = line.split(delimiter);
  return cells.length === 1 && line.trim() === '' ? [] : cells;
}

interface QuotedSyntax {
  readonly delimiter: string;
  readonly newline: string;
  readonly isLast: boolean;
}

/** A row with its end; undefined for an incomplete one; the broken constraint of a malformed one. */
function quotedRow(
  input: string,
  start: number,
  { delimiter, newline, isLast }: QuotedSyntax,
): { readonly cells: string[]; readonly end: number } | string | undefined {
  const cells: string[] = [];
  let nextDelimiter = -1;
  let nextNewline = -1;
  for (let at = start; ; ) {
    if (input[at] !== '"') {
      if (nextDelimiter < at) nextDelimiter = placeOf(delimiter, input, at);
      if (nextNewline < at) nextNewline = placeOf(newline, input, at);
      if (nextNewline === input.length && nextDelimiter === input.length && !isLast) return undefined;
      if (nextDelimiter > nextNewline || nextDelimiter === input.length) {
        cells.push(lineOf(input, at, nextNewline, newline));
        return { cells, end: nextNewline };
      }
      cells.push(input.slice(at, nextDelimiter));
      at = nextDelimiter + 1;
      continue;
    }
    const close = closingMark(input, at);
    if (close === undefined) return isLast ? neverClosed : undefined;
    cells.push(input.slice(at + 1, close).replaceAll('""', '"'));
    let next = close + 1;
    while (input[next] === ' ' && delimiter !== ' ') next++;
    if (input[next] === '\r' && newline === '\n') next++;
    if (next >= input.length) return isLast ? { cells, end: input.length } : undefined;
    if (input[next] === newline) return { cells, end: next };
    if (input[next] !== delimiter) return textBehind;
    at = next + 1;
  }
}

/** The place of the mark that closes the quotation opened at `at`, past doubled ones. */
function closingMark(input: string, at: number): number | undefined {
  for (let close = input.indexOf('"', at + 1); close >= 0; close = input.indexOf('"', close + 2)) {
    if (input[close + 1] !== '"') return close;
  }
  return undefined;
}

function placeOf(sign: string, input: string, from: number): number {
  const place = input.indexOf(sign, from);
  return place < 0 ? input.length : place;
}

function countOf(sign: string, input: string, start: number, end: number): number {
  let count = 0;
  for (let at = input.indexOf(sign, start); at >= 0 && at < end; at = input.indexOf(sign, at + 1)) count++;
  return count;
}
