import { FaultsError } from '../../faults/errors.ts';
import type { TableFormatName } from '../../study/study-spec.ts';
import { tableFormats } from './catalogue.ts';
import { foreignKind } from './foreign-kind.ts';
import type { RowRequest, TableFormat } from './format.ts';
import type { RowSource } from './row-source.ts';
import { openTableFile, type TableFile, type TablePlace } from './table-file.ts';
import { requireDeclared } from './text/text-encoding.ts';

/**
 * Opens the rows of a table file, gzipped or not, in the named format, else in the format detected by the file's ending
 * and first bytes. FaultsError for a file that is not there, or is of no table format, such as a spreadsheet.
 */
export async function openRows(
  place: TablePlace,
  request: RowRequest,
  name?: TableFormatName,
): Promise<RowSource> {
  const file = await openTableFile(place, request.layout);
  const format = name === undefined ? formatOf(file) : tableFormats[name];
  requireReadable(file, format);
  return format.open(file, request);
}

/** "CSV, TSV or Parquet". */
export function listFormats(): string {
  const titles = Object.values(tableFormats).map(({ title }) => title);
  const sorted = titles.toSorted();
  return `${sorted.slice(0, -1).join(', ')} or ${sorted.at(-1)}`;
}

function formatOf(file: TableFile): TableFormat {
  const found = Object.values(tableFormats).find((format) => format.recognises(file));
  return found ?? tableFormats.csv;
}

function requireReadable(file: TableFile, { isText, title, name }: TableFormat): void {
  const { opening, isPacked, encoding } = file;
  const kind = foreignKind(file, name);
  if (kind !== undefined) {
    const constraint = `must be a ${name === 'csv' ? listFormats() : title} file: it is ${kind.title}`;
    throw new FaultsError([
      { file: file.file, field: '', constraint, ...(kind.hint && { hint: kind.hint }) },
    ]);
  }
  if (!isText) {
    if (isPacked)
      throw refused(file, `must be unpacked: a ${title} file in gzip cannot be read by its parts`);
    return;
  }
  requireDeclared(file.file, encoding, opening);
  if (opening.includes(0) && !encoding.label.startsWith('utf-16'))
    throw refused(file, `must be a ${listFormats()} file: it is not text`);
}

function refused({ file }: TableFile, constraint: string): FaultsError {
  return new FaultsError([{ file, field: '', constraint }]);
}
