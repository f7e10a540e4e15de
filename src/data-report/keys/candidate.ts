import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { KeyColumn } from '../../data/raw-data.ts';
import { splitOfRows } from '../split-of-rows.ts';

/** A column whose values repeat, as the names of groups do, on the rows that have one. */
export interface Candidate {
  readonly name: string;
  readonly kind: KeyColumn['kind'];
  /** Rows of the source, as indices. */
  readonly rows: Int32Array;
  /** The index of each row's value; values are ascending. */
  readonly codes: Int32Array;
  readonly values: readonly number[];
  /** The rows of validation and test, and how many of them have a value that training rows have too. */
  readonly judgedRows: number;
  readonly sharedRows: number;
}

const fewestValues = 10;
const fewestRowsOfValue = 2;

/** Undefined when the values are too few, or do not repeat. */
export function candidateOf(key: KeyColumn, source: SourceRows): Candidate | undefined {
  const rows = Int32Array.from(key.values.keys()).filter((row) => !Number.isNaN(key.values[row]));
  const values = [...new Set(Array.from(rows, (row) => key.values[row] as number))].sort(
    (one, other) => one - other,
  );
  if (values.length < fewestValues || rows.length < fewestRowsOfValue * values.length) return undefined;
  const places = new Map(values.map((value, place) => [value, place]));
  const codes = rows.map((row) => places.get(key.values[row] as number) as number);
  return { name: key.name, kind: key.kind, rows, codes, values, ...sharedRows(rows, codes, source) };
}

function sharedRows(
  rows: Int32Array,
  codes: Int32Array,
  source: SourceRows,
): Pick<Candidate, 'judgedRows' | 'sharedRows'> {
  const splitOf = splitOfRows(source);
  const isIn = (place: number, name: (typeof splitNames)[number]) =>
    splitNames[splitOf[rows[place] as number] as number] === name;
  const trained = new Set(codes.filter((_, place) => isIn(place, 'train')));
  const judged = codes.filter((_, place) => isIn(place, 'validation') || isIn(place, 'test'));
  return { judgedRows: judged.length, sharedRows: judged.filter((code) => trained.has(code)).length };
}
