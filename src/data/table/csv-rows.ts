import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import type { FaultList } from '../fault-list.ts';

const longestRow = 1e7;

/** Called for each row with its cells as they stand, and the line on which it begins. */
export type RowTaker = (cells: string[], line: number) => void;

/**
 * Streams the rows of a CSV file (RFC 4180; UTF-8, with or without a byte order mark; any line ends). Rows of
 * nothing but blanks are left out. Rows may be of unequal lengths. A broken quotation ends the reading and is
 * added to `faults`; what `takeRow` throws is thrown on.
 */
export async function readCsvRows(path: string, delimiter: string, takeRow: RowTaker, faults: FaultList) {
  let lastLine = 0;
  const onRecord: NonNullable<Options['on_record']> = (cells, { lines }) => {
    const brokenLines = lines - lastLine > 1 ? cells.join('').split(/\r\n|\n|\r/).length - 1 : 0;
    lastLine = lines;
    takeRow(cells, lines - brokenLines);
    return null;
  };
  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: longestRow,
    on_record: onRecord,
  });
  parser.resume();
  try {
    await pipeline(createReadStream(path), parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.add({ field: 'row', law: quotationLaw(error.code), line: lastLine + 1 });
  }
}

function quotationLaw(code: CsvError['code']): string {
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
