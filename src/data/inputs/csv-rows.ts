import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { FaultsError } from '../../errors.ts';
import { detectDelimiter } from '../table/csv-delimiter.ts';
import { csvOptions, quotationLaw } from '../table/csv-rows.ts';
import { readHeader } from '../table/header.ts';
import { batchRows, type RawRows, type RowSource } from './row-source.ts';

/** So many rows tell whether the first is a header, as in training. */
const rowsToJudgeHeader = 51;

interface Line {
  readonly cells: string[];
  readonly line: number;
}

/** A CSV file of any delimiter, with a header, or without one where `wanted` speaks of column1, column2, … */
export async function openCsv(path: string, wanted: readonly string[]): Promise<RowSource> {
  const batches = readLines(path, await detectDelimiter(path));
  const opening = await batches.next();
  const first = opening.done ? [] : opening.value;
  if (first.length === 0) throw fault(path, 'rows', 'must be there, but the file is empty');
  const { names, isPresent } = readHeader(
    first.slice(0, rowsToJudgeHeader).map(({ cells }) => cells),
    wanted,
  );
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw fault(path, repeated, 'must be the name of one column, and is that of two');
  return {
    file: path,
    placeWord: 'line',
    names,
    batches: rowsOf(isPresent ? first.slice(1) : first, batches),
  };
}

async function* rowsOf(first: readonly Line[], rest: AsyncIterable<Line[]>): AsyncGenerator<RawRows> {
  if (first.length > 0) yield rawRows(first);
  for await (const lines of rest) yield rawRows(lines);
}

function rawRows(lines: readonly Line[]): RawRows {
  return { cells: lines.map(({ cells }) => cells), places: lines.map(({ line }) => line) };
}

/** Whoever takes a batch lets the file go on: it is never read faster than it is used. */
async function* readLines(path: string, delimiter: string): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let lastLine = 0;
  const parser = parse({
    ...csvOptions(delimiter),
    on_record: (cells, { lines }) => {
      const brokenLines = lines - lastLine > 1 ? cells.join('').split(/\r\n|\n|\r/).length - 1 : 0;
      lastLine = lines;
      batch.push({ cells, line: lines - brokenLines });
      if (batch.length < batchRows) return null;
      const full = batch;
      batch = [];
      // Its types know no other record than an array of cells.
      return full as unknown as string[];
    },
  });
  // The parser is given the file's errors, and its own go to the loop.
  pipeline(createReadStream(path), parser, () => {});
  try {
    for await (const lines of parser) yield lines as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw fault(path, 'row', quotationLaw(error.code), lastLine + 1);
  }
  if (batch.length > 0) yield batch;
}

function fault(file: string, field: string, law: string, line?: number): FaultsError {
  return new FaultsError([{ file, field, law, ...(line === undefined ? {} : { line }) }]);
}
