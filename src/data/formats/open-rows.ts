import { FaultsError } from '../../faults/errors.ts';
import type { TableFormatName } from '../../study/study-spec.ts';
import { tableFormats } from './catalogue.ts';
import type { RowRequest, TableFormat } from './format.ts';
import type { RowSource } from './row-source.ts';
import { openTableFile, type TableFile, type TablePlace } from './table-file.ts';

/**
 * Opens the rows of a table file, gzipped or not, in the named format, else in the format detected by the file's ending
 * and first bytes. FaultsError for a file that is not there, or is of no table format, such as a spreadsheet.
 */
export async function openRows(
  place: TablePlace,
  request: RowRequest,
  name?: TableFormatName,
): Promise<RowSource> {
  const file = await openTableFile(place);
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
  const { opening, isPacked } = file;
  const starts = (mark: string) => opening.subarray(0, mark.length).toString('latin1') === mark;
  if (starts('PAR1') && name !== 'parquet')
    throw refused(file, `must be a ${title} file: it is a Parquet file`);
  if (!isText) {
    if (isPacked)
      throw refused(file, `must be unpacked: a ${title} file in gzip cannot be read by its parts`);
    return;
  }
  const isUtf16 = starts('\xff\xfe') || starts('\xfe\xff');
  const reason = starts('PK\x03\x04')
    ? 'it is a ZIP archive, or a spreadsheet'
    : opening.includes(0) && !isUtf16
      ? 'it is not text'
      : undefined;
  if (reason !== undefined) throw refused(file, `must be a ${listFormats()} file: ${reason}`);
}

function refused({ file }: TableFile, constraint: string): FaultsError {
  return new FaultsError([{ file, field: '', constraint }]);
}
