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

/**
 * The object in a text; whole numbers beyond 2^53 are texts. Throws an Error with the reason when there is none, or when
 * a name stands in it twice.
 */
export function parseJsonRow(text: string): JsonRow {
  const row: unknown = JSON.parse(longWhole.test(text) ? withLongAsTexts(text) : text);
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('it is no object');
  const repeated = repeatedName(text, Object.keys(row).length);
  if (repeated !== undefined) throw new Error(`it has the name ${JSON.stringify(repeated)} twice`);
  return row as JsonRow;
}

const longWhole = /[^.\d]\d{16}/;
const texts = String.raw`"(?:[^"\\]|\\.)*"`;
const textsAndNumbers = new RegExp(String.raw`${texts}|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`, 'g');

/** JSON.parse would round them. */
function withLongAsTexts(text: string): string {
  return text.replace(textsAndNumbers, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

const textsAndBrackets = new RegExp(String.raw`(${texts})(\s*:)?|[[\]{}]`, 'g');

/** A name that an object's text has twice at its own level: JSON.parse keeps only the last. */
function repeatedName(text: string, count: number): string | undefined {
  // Mostly there are as many colons as names, or else as colons behind quotation marks.
  if (colons(text) === count || text.match(/"\s*:/g)?.length === count) return undefined;
  const names = new Set<string>();
  let depth = 0;
  for (const [token, name, colon] of text.matchAll(textsAndBrackets)) {
    if (name === undefined) depth += token === '{' || token === '[' ? 1 : -1;
    else if (colon !== undefined && depth === 1) {
      const parsed = JSON.parse(name) as string;
      if (names.has(parsed)) return parsed;
      names.add(parsed);
    }
  }
  return undefined;
}

function colons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) count++;
  return count;
}
