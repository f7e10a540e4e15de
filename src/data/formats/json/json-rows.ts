import { FaultsError } from '../../../faults/errors.ts';
import { type FileLayout, noCounts } from '../file-layout.ts';
import type { RowRequest } from '../format.ts';
import { readAhead } from '../read-ahead.ts';
import type { RawRows, RowSource } from '../row-source.ts';
import type { TableFile } from '../table-file.ts';

export type JsonRow = Readonly<Record<string, unknown>>;

/** Rows that were read together, each with its line, or its number from 1. */
export interface JsonPart {
  readonly rows: readonly JsonRow[];
  readonly places: readonly number[];
  readonly fraction: number;
}

/** The columns are the names in this many rows. Any row may leave some of them out. */
const rowsThatName = 2048;

/** Longer than any sensible row; a limit against files that are one endless row. */
export const longestJsonRow = 1e7;

/** Opens rows that name their own columns. */
export async function openJsonRows(
  { file, encoding }: TableFile,
  { format, placeWord }: { readonly format: string; readonly placeWord: RowSource['placeWord'] },
  parts: AsyncGenerator<JsonPart>,
  { refusesLateNames = false }: RowRequest,
): Promise<RowSource> {
  const { first, all } = await readAhead(file, parts, {
    rows: rowsThatName,
    countOf: ({ rows }: JsonPart) => rows.length,
  });
  const named = first.flatMap(({ rows }) => rows).slice(0, rowsThatName);
  const names = [...new Set(named.flatMap((row) => Object.keys(row)))];
  const known = refusesLateNames ? new Set(names) : undefined;
  const layout: FileLayout = { file, format, encoding: encoding.label, counts: noCounts() };
  const source = { file, placeWord, names, hasNames: true, layouts: [layout] };
  return { ...source, batches: batchesOf(all, source, known) };
}

async function* batchesOf(
  parts: AsyncIterable<JsonPart>,
  { file, names, placeWord }: Omit<RowSource, 'batches'>,
  known: ReadonlySet<string> | undefined,
): AsyncGenerator<RawRows> {
  const cellsOf = (row: JsonRow) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined));
  for await (const { rows, places, fraction } of parts) {
    const late = known === undefined ? -1 : rows.findIndex((row) => lateName(row, known) !== undefined);
    const sound = late < 0 ? rows : rows.slice(0, late);
    yield { cells: sound.map(cellsOf), places: places.slice(0, sound.length), fraction };
    if (known === undefined || late < 0) continue;
    const constraint = `must be a name of the first ${rowsThatName} rows, which tell the columns`;
    const value = lateName(rows[late] as JsonRow, known);
    throw new FaultsError([{ file, field: 'name', constraint, value, [placeWord]: places[late] }]);
  }
}

function lateName(row: JsonRow, known: ReadonlySet<string>): string | undefined {
  for (const name in row) if (!known.has(name)) return name;
  return undefined;
}

/** The object in a text. Throws an Error with the reason when there is none. */
export function parseJsonRow(text: string): JsonRow {
  const row: unknown = JSON.parse(text);
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as JsonRow;
  throw new Error('it is no object');
}
