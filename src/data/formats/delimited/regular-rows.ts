import { endianness } from 'node:os';
import type { CellSpans } from '../../cells/cell-spans.ts';
import { scanner } from '../../scanning/scanner.ts';

const isLittleEndian = endianness() === 'LE';

/** Finds the cells of regular rows. */
export class RegularRows {
  /**
   * The cells of a text's complete lines, and the lines' end, if all lines are rows of equally many cells, two or more,
   * with a value. Undefined for any other text, also where a quotation holds quotation marks or line ends: RowReader reads
   * those row by row.
   */
  read(input: string, delimiter: string): { readonly spans: CellSpans; readonly end: number } | undefined {
    const end = input.lastIndexOf('\n') + 1;
    if (end === 0 || delimiter.length !== 1 || !isLittleEndian) return undefined;
    const spans = scanner().findCells(input, end, delimiter.charCodeAt(0));
    return spans && { spans, end };
  }
}
