import { FaultsError } from '../../../faults/errors.ts';
import { type LayoutCounts, noCounts } from '../file-layout.ts';
import { readText, type TableFile } from '../table-file.ts';
import { type ReadRows, RowReader, type RowSyntax } from './row-reader.ts';

/** Rows that were read together, and the fraction of the file read so far, 0 to 1. */
export interface DelimitedPart extends Omit<ReadRows, 'fault'> {
  readonly fraction: number;
}

/**
 * Reads a file of delimited lines on demand, and counts its comment lines. A malformed quotation is a FaultsError after
 * the rows before it.
 */
export async function* readDelimitedLines(
  file: TableFile,
  syntax: RowSyntax,
  counts: Pick<LayoutCounts, 'commentLines'> = noCounts(),
): AsyncGenerator<DelimitedPart> {
  const reader = new RowReader(syntax);
  const before = counts.commentLines;
  const read = (text: string, isLast: boolean) => {
    const rows = reader.read(text, isLast);
    const { fault } = rows;
    counts.commentLines = before + reader.commentLines;
    const broken = fault && new FaultsError([{ file: file.file, field: 'row', ...fault }]);
    return { rows, broken };
  };
  for await (const { text, fraction } of readText(file)) {
    const { rows, broken } = read(text, false);
    yield partOf(rows, fraction);
    if (broken !== undefined) throw broken;
  }
  const { rows, broken } = read('', true);
  yield partOf(rows, 1);
  if (broken !== undefined) throw broken;
}

function partOf(rows: ReadRows, fraction: number): DelimitedPart {
  const { places, spanning, spans } = rows;
  return {
    get cells() {
      return rows.cells;
    },
    places,
    spanning,
    ...(spans && { spans }),
    fraction,
  };
}
