import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { FaultsError } from '../../faults/errors.ts';
import { batchRows, type RawRows, type RowSource } from './row-source.ts';

type Row = Readonly<Record<string, unknown>>;

interface Line {
  readonly row: Row;
  readonly line: number;
}

/** JSON lines: an object a line. The columns are the names of the first lines; a row may leave some of them out. */
export async function openJsonLines(path: string): Promise<RowSource> {
  const batches = readLines(path);
  const opening = await batches.next();
  const first = opening.done ? [] : opening.value;
  if (first.length === 0) {
    throw new FaultsError([{ file: path, field: 'rows', law: 'must be there, but the file is empty' }]);
  }
  const names = [...new Set(first.flatMap(({ row }) => Object.keys(row)))];
  return {
    file: path,
    placeWord: 'line',
    names,
    batches: rowsOf(names, first, batches),
  };
}

async function* rowsOf(
  names: readonly string[],
  first: readonly Line[],
  rest: AsyncIterable<Line[]>,
): AsyncGenerator<RawRows> {
  yield rawRows(names, first);
  for await (const lines of rest) yield rawRows(names, lines);
}

function rawRows(names: readonly string[], lines: readonly Line[]): RawRows {
  return {
    cells: lines.map(({ row }) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined))),
    places: lines.map(({ line }) => line),
  };
}

async function* readLines(path: string): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++;
    if (text.trim() === '') continue;
    batch.push({ row: parseRow(path, text, line), line });
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function parseRow(file: string, text: string, line: number): Row {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  } catch {
    // Told below, with its place.
  }
  throw new FaultsError([
    { file, field: 'row', law: 'must be a JSON object on one line', value: text, line },
  ]);
}
