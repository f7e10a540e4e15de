import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import Papa from 'papaparse';

const longestRow = 1e7;
const byteOrderMark = '\ufeff';
const lineEnd = /\r\n|\n|\r/g;

export interface CsvLine {
  /** As they stand, without the quotation marks around them. */
  readonly cells: string[];
  /** On which it begins, from 1. */
  readonly line: number;
}

/** Lines that were read at once, and the bytes of the file that were read by then. */
export interface CsvPart {
  readonly lines: readonly CsvLine[];
  readonly bytesRead: number;
}

/** A quotation that cannot be read, and the line on which its row begins. */
export class BrokenCsv extends Error {
  readonly law: string;
  readonly line: number;

  constructor(law: string, line: number) {
    super(law);
    this.law = law;
    this.line = line;
  }
}

/**
 * Reads a CSV file (RFC 4180; UTF-8, or UTF-16LE with a byte order mark; any line ends) no faster than its lines are
 * taken. Rows of nothing but blanks are left out, and rows may be of unequal lengths. A quotation mark within a cell that
 * does not begin with one is a letter like others. Throws BrokenCsv after the lines before it.
 */
export async function* readCsvLines(path: string, delimiter: string): AsyncGenerator<CsvPart> {
  const encoding = await encodingOf(path);
  const file = createReadStream(path, { encoding });
  const reader = new LineReader(delimiter);
  for await (const text of file as AsyncIterable<string>) {
    const lines = reader.read(text, false);
    yield { lines, bytesRead: file.bytesRead };
    reader.throwIfBroken();
  }
  yield { lines: reader.read('', true), bytesRead: file.bytesRead };
  reader.throwIfBroken();
}

async function encodingOf(path: string): Promise<'utf8' | 'utf16le'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16LE() === 0xfeff ? 'utf16le' : 'utf8';
  } finally {
    await file.close();
  }
}

/** Makes lines of the text of a file, which comes in pieces that end anywhere. */
class LineReader {
  readonly #delimiter: string;
  #newline: '\n' | '\r' | undefined;
  #parser: Papa.Parser | undefined;
  /** What was read and is not yet a whole row. */
  #rest = '';
  #line = 1;
  #isBegun = false;
  #broken: BrokenCsv | undefined;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  read(text: string, isLast: boolean): CsvLine[] {
    const input = this.#rest + (this.#isBegun || !text.startsWith(byteOrderMark) ? text : text.slice(1));
    this.#isBegun = true;
    this.#newline ??= lineEndOf(input, isLast);
    this.#parser ??= this.#newline && new Papa.Parser({ delimiter: this.#delimiter, newline: this.#newline });
    const parsed = this.#parser?.parse(input, 0, !isLast) as Papa.ParseResult<string[]> | undefined;
    const { data, errors, meta } = parsed ?? { data: [], errors: [], meta: { cursor: 0 } };
    this.#rest = input.slice(meta.cursor);
    const mayHoldLineEnds = input.includes('"');
    // A row that is not whole may look broken, and is parsed again.
    const fault = errors.find(({ row }) => row !== undefined && row < data.length);
    const lines: CsvLine[] = [];
    for (const cells of fault === undefined ? data : data.slice(0, fault.row)) {
      if (this.#newline === '\n') dropCarriageReturn(cells);
      if (!isBlank(cells)) lines.push({ cells, line: this.#line });
      this.#line += mayHoldLineEnds ? 1 + lineEndsIn(cells) : 1;
    }
    const law = fault === undefined ? this.#lawOfRest() : lawOf(fault.code);
    if (law !== undefined) this.#broken = new BrokenCsv(law, this.#line);
    return lines;
  }

  throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken;
  }

  #lawOfRest(): string | undefined {
    return this.#rest.length > longestRow ? lawOf('MissingQuotes') : undefined;
  }
}

/**
 * Of lines that end in \r\n the \r is dropped later, so that a file may have both; only old Macintosh files have no \n.
 * Undefined where the first line goes on, or a \r is the last that was read.
 */
function lineEndOf(text: string, isLast: boolean): '\n' | '\r' | undefined {
  if (text.includes('\n')) return '\n';
  const place = text.indexOf('\r');
  if (place >= 0 && place < text.length - 1) return '\r';
  return isLast ? '\n' : undefined;
}

function lawOf(code: Papa.ParseError['code']): string {
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
