import Papa from 'papaparse';
import { FaultsError } from '../../../faults/errors.ts';
import { readText, type TableFile } from '../table-file.ts';

const longestRow = 1e7;
const lineEnd = /\r\n|\n|\r/g;

/** Lines that were read together. */
export interface CsvPart {
  /** The cells without their quotation marks. */
  readonly cells: readonly string[][];
  /** The line on which each row begins, from 1. */
  readonly places: readonly number[];
  /** The fraction of the file read so far, 0 to 1. */
  readonly fraction: number;
}

/**
 * Reads a CSV file (RFC 4180; any line ends) on demand. Blank rows are left out, and rows may have unequal lengths. A
 * quotation mark inside a cell that does not begin with one is an ordinary character. An unterminated quotation is a
 * FaultsError after the lines before it.
 */
export async function* readCsvLines(file: TableFile, delimiter: string): AsyncGenerator<CsvPart> {
  const reader = new LineReader(file.file, delimiter);
  for await (const { text, fraction } of readText(file)) {
    yield { ...reader.read(text, false), fraction };
    reader.throwIfBroken();
  }
  yield { ...reader.read('', true), fraction: 1 };
  reader.throwIfBroken();
}

/** Splits a text that arrives in arbitrary chunks into lines. */
class LineReader {
  readonly #file: string;
  readonly #delimiter: string;
  #newline: '\n' | '\r' | undefined;
  #parser: Papa.Parser | undefined;
  /** The beginning of an incomplete row. */
  #rest = '';
  #line = 1;
  #broken: FaultsError | undefined;

  constructor(file: string, delimiter: string) {
    this.#file = file;
    this.#delimiter = delimiter;
  }

  read(text: string, isLast: boolean): Omit<CsvPart, 'fraction'> {
    const input = this.#rest + text;
    this.#newline ??= lineEndOf(input, isLast);
    this.#parser ??= this.#newline && new Papa.Parser({ delimiter: this.#delimiter, newline: this.#newline });
    const parsed = this.#parser?.parse(input, 0, !isLast) as Papa.ParseResult<string[]> | undefined;
    const { data, errors, meta } = parsed ?? { data: [], errors: [], meta: { cursor: 0 } };
    this.#rest = input.slice(meta.cursor);
    const mayHoldLineEnds = input.includes('"');
    // An incomplete row may look malformed; it is parsed again.
    const fault = errors.find(({ row }) => row !== undefined && row < data.length);
    const rows: string[][] = [];
    const places: number[] = [];
    for (const cells of fault === undefined ? data : data.slice(0, fault.row)) {
      if (this.#newline === '\n') dropCarriageReturn(cells);
      if (!isBlank(cells)) {
        rows.push(cells);
        places.push(this.#line);
      }
      this.#line += mayHoldLineEnds ? 1 + lineEndsIn(cells) : 1;
    }
    const constraint = fault === undefined ? this.#constraintOfRest() : constraintOf(fault.code);
    if (constraint !== undefined) {
      this.#broken = new FaultsError([{ file: this.#file, field: 'row', constraint, line: this.#line }]);
    }
    return { cells: rows, places };
  }

  throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken;
  }

  #constraintOfRest(): string | undefined {
    return this.#rest.length > longestRow ? constraintOf('MissingQuotes') : undefined;
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

function constraintOf(code: Papa.ParseError['code']): string {
  if (code === 'MissingQuotes') return 'opens a quotation that is never closed';
  return 'has text between a closing quotation mark and the next delimiter';
}

function dropCarriageReturn(cells: string[]): void {
  const last = cells[cells.length - 1];
  if (last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function lineEndsIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(lineEnd)?.length ?? 0;
  }
  return count;
}
