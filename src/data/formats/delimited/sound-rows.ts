import { FaultsError } from '../../../faults/errors.ts';
import type { LayoutCounts } from '../file-layout.ts';
import { type RawRows, rowsBetween, spanRows } from '../row-source.ts';
import type { DelimitedPart } from './delimited-lines.ts';
import type { SwallowedRows } from './swallowed-rows.ts';

/** The form that a file's rows must have. */
export interface RowForm {
  readonly file: string;
  /** The line of the header, which is no row; undefined without one. */
  readonly headerLine: number | undefined;
  readonly width: number;
  /** A row without a value stays a row. */
  readonly keepsBlankRows: boolean;
  readonly swallowed: SwallowedRows;
  readonly counts: LayoutCounts;
}

/**
 * The rows below the header. Empty cells beyond the last column are dropped and counted, and so are rows without a
 * value, unless they are kept: then also a blank line in a file of one column, but for those at the end of the file. A
 * quotation that takes in other rows is a FaultsError.
 */
export async function* soundRows(
  parts: AsyncIterable<DelimitedPart>,
  form: RowForm,
): AsyncGenerator<RawRows> {
  const blanks = new BlankLines(form);
  for await (const part of parts) {
    const { spans, places: lines, spanning, fraction } = part;
    if (spans?.width === form.width) {
      blanks.putInto([], []);
      const rows = spanRows(spans, lines, fraction);
      const header = Math.max(0, (form.headerLine ?? 0) + 1 - (lines[0] as number));
      if (header < lines.length) yield header === 0 ? rows : rowsBetween(header, lines.length, rows);
      continue;
    }
    const read = part.cells;
    const cells: (readonly string[])[] = [];
    const places: number[] = [];
    const fault = swallowingRow(read, lines, spanning, form);
    const end = fault?.index ?? read.length;
    for (let index = 0; index < end; index++) {
      const line = lines[index] as number;
      if (form.headerLine !== undefined && line <= form.headerLine) continue;
      const row = read[index] as string[];
      if (row.length === 0) {
        blanks.add(line);
        continue;
      }
      blanks.putInto(cells, places);
      if (!form.keepsBlankRows && isBlank(row)) {
        form.counts.blankRows++;
        continue;
      }
      cells.push(row.length > form.width ? withoutTrailing(row, form) : row);
      places.push(line);
    }
    yield { cells, places, fraction };
    if (fault !== undefined) throw fault.error;
  }
}

/** Blank lines that become rows once a row follows them. */
class BlankLines {
  readonly #form: RowForm;
  #waiting: number[] = [];

  constructor(form: RowForm) {
    this.#form = form;
  }

  add(line: number): void {
    this.#waiting.push(line);
  }

  putInto(cells: (readonly string[])[], places: number[]): void {
    if (this.#waiting.length === 0) return;
    const { keepsBlankRows, width, counts } = this.#form;
    if (keepsBlankRows && width === 1) {
      for (const line of this.#waiting) {
        cells.push(['']);
        places.push(line);
      }
    } else counts.blankRows += this.#waiting.length;
    this.#waiting = [];
  }
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

function withoutTrailing(row: readonly string[], { width, counts }: RowForm): readonly string[] {
  if (!isBlank(row.slice(width))) return row;
  counts.trailingDelimiters++;
  return row.slice(0, width);
}

function swallowingRow(
  cells: readonly (readonly string[])[],
  places: ArrayLike<number>,
  spanning: readonly number[],
  { file, swallowed }: RowForm,
) {
  const index = spanning.find((each) => swallowed.isIn(cells[each] ?? []));
  if (index === undefined) return undefined;
  const count = (cells[index] ?? []).join('').match(/\r\n|\n|\r/g)?.length ?? 0;
  const lines =
    count === 1 ? 'the next line, which looks like a row' : `the next ${count} lines, which look like rows`;
  const constraint = `opens a quotation that takes in ${lines}`;
  const hint = 'remove the stray quotation mark, or double it';
  const line = places[index] as number;
  return { index, error: new FaultsError([{ file, field: 'row', constraint, line, hint }]) };
}
