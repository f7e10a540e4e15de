import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import type { FaultList } from '../fault-list.ts';
import type { Reading } from '../source-problem.ts';

const longestRow = 1e7;
const rowsBetweenReports = 1024;

/** Called for each row with its cells as they stand, and the line on which it begins. */
export type RowTaker = (cells: string[], line: number) => void;

/**
 * Streams the rows of a CSV file (RFC 4180; UTF-8, with or without a byte order mark; any line ends). Rows of
 * nothing but blanks are left out. Rows may be of unequal lengths. A broken quotation ends the reading and is
 * added to `faults`; what `takeRow` throws is thrown on.
 */
export async function readCsvRows(
  path: string,
  delimiter: string,
  { takeRow, onProgress }: { takeRow: RowTaker; onProgress?: Reading['onProgress'] },
  faults: FaultList,
): Promise<void> {
  const { size } = await stat(path);
  const file = createReadStream(path);
  let lastLine = 0;
  const onRecord: NonNullable<Options['on_record']> = (cells, { lines, records }) => {
    if (records % rowsBetweenReports === 0) onProgress?.(file.bytesRead / size);
    const brokenLines = lines - lastLine > 1 ? cells.join('').split(/\r\n|\n|\r/).length - 1 : 0;
    lastLine = lines;
    takeRow(cells, lines - brokenLines);
    return null;
  };
  const parser = parse({ ...csvOptions(delimiter), on_record: onRecord });
  parser.resume();
  try {
    await pipeline(file, parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const fault = { field: 'row', law: quotationLaw(error.code), line: lastLine + 1 };
    faults.tolerate({ kind: 'broken-file', faults: [fault] });
  }
}

/** How a file's rows are taken apart, whoever reads them. */
export function csvOptions(delimiter: string) {
  return {
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: longestRow,
  } as const satisfies Options;
}

/** What is wrong with a quotation that cannot be read. */
export function quotationLaw(code: CsvError['code']): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'opens a quotation that is never closed';
    case 'INVALID_OPENING_QUOTE':
      return 'has a quotation mark inside a cell that is not itself quoted';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'has text between a closing quotation mark and the next delimiter';
    default:
      return `cannot be read as CSV: ${code}`;
  }
}
