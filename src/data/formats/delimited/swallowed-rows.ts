import { isMissing } from '../../cells/missing.ts';
import { isMeasured } from './header.ts';

/** The cells that a column held in a file's first rows: numbers, a few words, or any text. */
type ColumnSample = 'numbers' | 'any' | ReadonlySet<string>;

const mostWords = 10;
/** Without numbers or words to compare with, this many lines must look like rows. */
const certainLines = 5;
const certainShare = 0.9;

/**
 * Detects two stray quotation marks that make one cell of all rows between them: each line of the cell then has the
 * delimiters, numbers and words of a row. A quoted text of several lines has not.
 */
export class SwallowedRows {
  readonly #delimiter: string;
  readonly #columns: readonly ColumnSample[];

  /** `rows` are the first rows of the file that span one line each. */
  constructor(rows: readonly (readonly string[])[], width: number, delimiter: string) {
    this.#delimiter = delimiter;
    this.#columns = Array.from({ length: width }, (_, column) => sampleOf(rows, column));
  }

  /** True for a row that consists of lines which look like rows themselves. */
  isIn(row: readonly string[]): boolean {
    const lines = row.join(this.#delimiter).split(/\r\n|\n|\r/);
    const isTypical = this.#columns.some((sample) => sample !== 'any');
    if (lines.length < 2 || (!isTypical && (lines.length < certainLines || this.#columns.length < 2))) {
      return false;
    }
    const alike = lines.filter((line) => this.#looksLikeRow(line)).length;
    return lines.length < 10 ? alike === lines.length : alike >= certainShare * lines.length;
  }

  #looksLikeRow(line: string): boolean {
    const cells = line.replace(/\s+$/, '').split(this.#delimiter);
    return (
      cells.length === this.#columns.length &&
      cells.every((cell, column) => fits(cell.replaceAll('"', '').trim(), this.#columns[column]))
    );
  }
}

function sampleOf(rows: readonly (readonly string[])[], column: number): ColumnSample {
  const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => !isMissing(cell));
  if (cells.length > 0 && cells.every(isMeasured)) return 'numbers';
  const words = new Set(cells);
  return words.size > 0 && words.size <= mostWords && words.size <= cells.length / 2 ? words : 'any';
}

function fits(cell: string, sample: ColumnSample | undefined): boolean {
  if (sample === 'any' || sample === undefined || isMissing(cell)) return true;
  return sample === 'numbers' ? isMeasured(cell) : sample.has(cell);
}
