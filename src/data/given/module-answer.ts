import type { FaultsError } from '../../faults/errors.ts';
import { splitArrayName } from '../arrays/array-names.ts';
import { givenArray } from '../arrays/given-array.ts';
import { splitNames } from '../dataset.ts';
import { arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
import type { GivenRow } from '../inputs/given-rows.ts';
import { SharedArray } from './shared-array.ts';

/** Receives the data of a module in its thread; `rows` resolves when further rows may come. */
export interface DataSink {
  rows(rows: readonly GivenRow[]): Promise<void>;
  arrays(arrays: readonly NamedArray[]): void;
}

type DeclaredRows = number | Readonly<Record<string, number>>;

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
  if (isRows(value)) return sendRows(value, sink);
  if (isIterable(value)) return takeBatches(value, undefined, file, sink);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    throw arrayFault({ file, field: 'data' }, constraint, { value: typeof value });
  const { batches, rows } = value as { batches?: unknown; rows?: unknown };
  if (isIterable(batches)) return takeBatches(batches, declaredRows(rows, file), file, sink);
  const arrays = new Collector(file, undefined, true);
  arrays.add(value as Readonly<Record<string, unknown>>);
  sink.arrays(arrays.finish());
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
  let arrays: Collector | undefined;
  let count = 0;
  for await (const batch of batches) {
    count++;
    const areRows = isRows(batch);
    const isKnown = areRows || (typeof batch === 'object' && batch !== null && !Array.isArray(batch));
    if (!isKnown || (count > 1 && areRows === (arrays !== undefined))) {
      const wanted = 'must yield batches of one kind: arrays by name, or lists of rows';
      throw arrayFault({ file, field: `batch ${count}` }, wanted, { value: typeof batch });
    }
    if (areRows) await sendRows(batch, sink);
    else {
      arrays ??= new Collector(file, declared);
      arrays.add(batch as Readonly<Record<string, unknown>>);
    }
  }
  if (count === 0) throw arrayFault({ file, field: 'data' }, 'must yield a batch');
  if (arrays !== undefined) sink.arrays(arrays.finish());
}

async function sendRows(rows: readonly GivenRow[], sink: DataSink): Promise<void> {
  for (let start = 0; start < rows.length; start += pieceRows)
    await sink.rows(rows.slice(start, start + pieceRows));
}

function unevenBatch({ name, lengths = new Int32Array(0) }: NamedArray, file: string): FaultsError {
  const most = lengths.reduce((largest, length) => Math.max(largest, length), 0);
  const constraint =
    'must have lists of one length in batches: sequences are filled up, and data.lengths names the array of their lengths';
  return arrayFault({ file, field: name }, constraint, { value: `${Math.min(...lengths)} to ${most}` });
}

/** Arrays by name and, where batches name their split, by that. */
class Collector {
  readonly #file: string;
  readonly #declared: DeclaredRows | undefined;
  readonly #areWhole: boolean;
  readonly #arrays = new Map<string, SharedArray>();

  /** `areWhole`: arrays are given whole, and not in batches, each of which would have a longest row of its own. */
  constructor(file: string, declared: DeclaredRows | undefined, areWhole = false) {
    this.#file = file;
    this.#declared = declared;
    this.#areWhole = areWhole;
  }

  add({ split, ...arrays }: Readonly<Record<string, unknown>>): void {
    const file = this.#file;
    const ending = typeof split === 'string' ? `_${split}` : '';
    const given = Object.entries(arrays).map(([name, value]) => givenArray(name, value, file));
    if (split !== undefined && splitArrayName(`x${ending}`).split === undefined)
      throw arrayFault({ file, field: 'split' }, 'must be train, validation or test', { value: split });
    for (const array of given) {
      if (array.lengths !== undefined && !this.#areWhole) throw unevenBatch(array, file);
      const name = array.name + ending;
      const known = this.#arrays.get(name) ?? this.#begin(name);
      this.#arrays.set(name, known);
      known.add(array);
    }
  }

  finish(): NamedArray[] {
    return [...this.#arrays.values()].map((array) => array.finish());
  }

  #begin(name: string): SharedArray {
    const { split } = splitArrayName(name);
    const declared = this.#declared;
    const rows = typeof declared === 'object' ? declared[split ?? 'train'] : declared;
    return new SharedArray(name, { file: this.#file, field: name }, rows);
  }
}
