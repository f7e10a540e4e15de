import { FaultsError } from '../../faults/errors.ts';
import { detectDelimiter } from './csv-delimiter.ts';
import { readHeader } from './csv-header.ts';
import { BrokenCsv, type CsvLine, readCsvLines } from './csv-lines.ts';
import { batchRows, type RawRows, type RowSource } from './row-source.ts';

/** So many rows tell whether the first is a header, as in training. */
const rowsToJudgeHeader = 51;

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

async function* rowsOf(
  first: readonly CsvLine[],
  rest: AsyncIterable<readonly CsvLine[]>,
): AsyncGenerator<RawRows> {
  if (first.length > 0) yield rawRows(first);
  for await (const lines of rest) yield rawRows(lines);
}

function rawRows(lines: readonly CsvLine[]): RawRows {
  return { cells: lines.map(({ cells }) => cells), places: lines.map(({ line }) => line) };
}

async function* readLines(path: string, delimiter: string): AsyncGenerator<readonly CsvLine[]> {
  let waiting: readonly CsvLine[] = [];
  try {
    for await (const { lines } of readCsvLines(path, delimiter)) {
      waiting = [...waiting, ...lines];
      for (; waiting.length >= batchRows; waiting = waiting.slice(batchRows))
        yield waiting.slice(0, batchRows);
    }
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    throw fault(path, 'row', error.law, error.line);
  }
  if (waiting.length > 0) yield waiting;
}

function fault(file: string, field: string, law: string, line?: number): FaultsError {
  return new FaultsError([{ file, field, law, ...(line === undefined ? {} : { line }) }]);
}
