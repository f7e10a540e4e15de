import { type FileLayout, noCounts } from '../file-layout.ts';
import type { RowRequest } from '../format.ts';
import { readAhead } from '../read-ahead.ts';
import { type RawRows, type RowSource, rowsBetween } from '../row-source.ts';
import type { TableFile } from '../table-file.ts';
import { type CsvPart, readCsvLines } from './delimited-lines.ts';
import { readHeader } from './header.ts';

const rowsToJudgeHeader = 51;

/** The fixed parts of a delimited file's layout. */
interface Dialect {
  readonly format: string;
  readonly delimiter: string;
}

/** Opens a file of delimited lines. The first line holds names, unless `wanted` has column1, column2, … */
export async function openDelimited(
  file: TableFile,
  { format, delimiter }: Dialect,
  { wanted }: RowRequest,
): Promise<RowSource> {
  const { first, all } = await readAhead(file.file, readCsvLines(file, delimiter), {
    rows: rowsToJudgeHeader,
    countOf: ({ cells }: CsvPart) => cells.length,
  });
  const rows = first.flatMap(({ cells }) => cells).slice(0, rowsToJudgeHeader);
  const { names, isPresent } = readHeader(rows, wanted);
  const headerLine = isPresent ? (first.flatMap(({ places }) => places)[0] ?? null) : null;
  const layout: FileLayout = {
    file: file.file,
    format,
    encoding: file.encoding === 'utf8' ? 'utf-8' : 'utf-16le',
    delimiter,
    headerLine,
    counts: noCounts(),
  };
  return {
    file: file.file,
    placeWord: 'line',
    names,
    hasNames: isPresent,
    layouts: [layout],
    batches: isPresent ? withoutFirst(all) : all,
  };
}

async function* withoutFirst(parts: AsyncIterable<RawRows>): AsyncGenerator<RawRows> {
  let isFirst = true;
  for await (const part of parts) {
    if (!isFirst || part.cells.length === 0) yield part;
    else {
      isFirst = false;
      yield rowsBetween(1, part.cells.length, part);
    }
  }
}
