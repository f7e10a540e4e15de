import { splitNames } from '../dataset.ts';
import { arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
import type { GivenRow } from '../inputs/given-rows.ts';
import { CollectedArrays, type DeclaredRows } from './collected-arrays.ts';

/** Receives the data of a module in its thread; `rows` resolves when further rows may come. */
export interface DataSink {
  rows(rows: readonly GivenRow[]): Promise<void>;
  arrays(arrays: readonly NamedArray[]): void;
}

const constraint =
  'must return arrays by name, a list of rows, an iterator of batches of one of these, or { rows, batches }';

/** Rows of a list are sent in pieces, so that a long one is not copied whole. */
const pieceRows = 10_000;

/**
 * Hands on what a module's `data` returned: arrays by name, rows as objects, or batches of one of these, whose number of
 * rows may be declared. Arrays are written into memory that threads share. FaultsError names the array.
 */
export async function takeAnswer(answer: unknown, file: string, sink: DataSink): Promise<void> {
  const value = await answer;
  if (value === undefined) {
    const exported = 'must be exported, a function of this name or the default export, and return something';
    throw arrayFault({ file, field: 'data' }, exported);
  }
  if (isRows(value)) return sendRows(value, sink);
  if (isIterable(value)) return takeBatches(value, undefined, file, sink);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    throw arrayFault({ file, field: 'data' }, constraint, { value: kindOf(value) });
  const { batches, rows } = value as { batches?: unknown; rows?: unknown };
  if (isIterable(batches)) return takeBatches(batches, declaredRows(rows, file), file, sink);
  if (batches !== undefined || typeof rows === 'number') {
    const iterated = 'must be an iterator or an asynchronous iterator of batches';
    throw arrayFault({ file, field: 'batches' }, iterated, { value: kindOf(batches) });
  }
  const arrays = new CollectedArrays(file, undefined, true);
  arrays.add(value as Readonly<Record<string, unknown>>);
  sink.arrays(arrays.finish());
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return value === null ? 'null' : typeof value;
}

function isRows(value: unknown): value is readonly GivenRow[] {
  const isRow = (row: unknown) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);
  return Array.isArray(value) && value.length > 0 && value.every(isRow);
}

function isIterable(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

function declaredRows(rows: unknown, file: string): DeclaredRows | undefined {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
  const isSplit = (name: string) => splitNames.some((known) => known === name);
  const isBySplit =
    typeof rows === 'object' &&
    rows !== null &&
    Object.entries(rows).every(([name, count]) => isSplit(name) && isCount(count));
  if (rows === undefined || isCount(rows) || isBySplit) return rows as DeclaredRows | undefined;
  const wanted =
    'must be a whole number above 0, or an object of such numbers for train, validation and test, or left out';
  throw arrayFault({ file, field: 'rows' }, wanted, { value: rows });
}

async function takeBatches(
  batches: AsyncIterable<unknown> | Iterable<unknown>,
  declared: DeclaredRows | undefined,
  file: string,
  sink: DataSink,
): Promise<void> {
  let arrays: CollectedArrays | undefined;
  let haveRows = false;
  let count = 0;
  for await (const batch of batches) {
    count++;
    if (Array.isArray(batch) && batch.length === 0) continue;
    const areRows = isRows(batch);
    const isKnown = areRows || (typeof batch === 'object' && batch !== null && !Array.isArray(batch));
    const isOther = areRows ? arrays !== undefined : haveRows;
    if (!isKnown || isOther) {
      const wanted = 'must yield batches of one kind: arrays by name, or lists of rows';
      throw arrayFault({ file, field: `batch ${count}` }, wanted, { value: kindOf(batch) });
    }
    haveRows ||= areRows;
    if (areRows) await sendRows(batch, sink);
    else {
      arrays ??= new CollectedArrays(file, declared);
      arrays.add(batch as Readonly<Record<string, unknown>>, `batch ${count}`);
    }
  }
  if (count === 0) throw arrayFault({ file, field: 'data' }, 'must yield a batch');
  if (arrays !== undefined) sink.arrays(arrays.finish());
}

async function sendRows(rows: readonly GivenRow[], sink: DataSink): Promise<void> {
  for (let start = 0; start < rows.length; start += pieceRows)
    await sink.rows(rows.slice(start, start + pieceRows));
}
