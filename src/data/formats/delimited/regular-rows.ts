import { endianness } from 'node:os';
import { type CellSpans, codesOf } from '../../cells/cell-spans.ts';
import { isVisible } from '../../cells/cell-text.ts';

const [quote, newline, carriageReturn] = [0x22, 0x0a, 0x0d];
const isLittleEndian = endianness() === 'LE';

/** Finds the cells of regular rows. */
export class RegularRows {
  /** Reused from text to text. */
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);

  /**
   * The cells of a text's complete lines, and the lines' end, if all lines are rows of equally many cells, two or more,
   * with a value. Undefined for any other text, also where a quotation holds quotation marks or line ends: RowReader reads
   * those row by row. The next call overwrites the places.
   */
  read(input: string, delimiter: string): { readonly spans: CellSpans; readonly end: number } | undefined {
    const length = input.lastIndexOf('\n') + 1;
    if (length === 0 || delimiter.length !== 1 || !isLittleEndian) return undefined;
    const codes = codesOf(input);
    if (this.#starts.length < length) {
      this.#starts = new Int32Array(2 * length);
      this.#ends = new Int32Array(2 * length);
    }
    const starts = this.#starts;
    const ends = this.#ends;
    const separator = delimiter.charCodeAt(0);
    let [cells, width, first, hasValue] = [0, 0, 0, false];
    for (let at = 0; at < length; at++) {
      let start = at;
      let end: number;
      if (codes[at] === quote) {
        start = at + 1;
        do at++;
        while (codes[at] !== quote && codes[at] !== newline);
        if (codes[at] !== quote) return undefined;
        end = at++;
        if (codes[at] === carriageReturn && codes[at + 1] === newline) at++;
        if (codes[at] !== separator && codes[at] !== newline) return undefined;
      } else {
        while (codes[at] !== separator && codes[at] !== newline) at++;
        end = codes[at] === newline && at > start && codes[at - 1] === carriageReturn ? at - 1 : at;
      }
      starts[cells] = start;
      ends[cells++] = end;
      hasValue ||= end > start && isVisible(codes[start] as number);
      if (codes[at] !== newline) continue;
      if (width === 0) width = cells;
      if (cells - first !== width || width < 2 || !hasValue) return undefined;
      first = cells;
      hasValue = false;
    }
    const spans = { text: input, starts: starts.subarray(0, cells), ends: ends.subarray(0, cells), width };
    return { spans, end: length };
  }
}
