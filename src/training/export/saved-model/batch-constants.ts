import { isDeepStrictEqual } from 'node:util';
import type { UsageError } from '../../../faults/errors.ts';
import { bytesOf } from '../../graph/encode-graph.ts';
import type { Constant, Recording } from '../../graph/recording.ts';
import { nameOfPlace } from '../../graph/unrecordable.ts';
import type { Values } from '../../native/native-backend.ts';
import { refusal } from './refusal.ts';

/** A constant, generalised to any number of rows. */
export type AnyBatchConstant =
  | ({ readonly kind: 'fixed' } & Constant)
  | ({ readonly kind: 'counted' } & Counted)
  /** One value that fills a shape that depends on the number of rows. */
  | { readonly kind: 'filled'; readonly shape: Counted; readonly value: Constant };

/** A tensor of `shape` with the integers `perRow` × rows + `offset`, element by element. */
export interface Counted {
  readonly perRow: Int32Array;
  readonly offset: Int32Array;
  readonly shape: readonly number[];
}

/** Two recordings of the same ops of a network, with different numbers of rows. */
export type RecordingPair = readonly [Recording, Recording];

/**
 * Generalises the constant with this index to any number of rows. Throws UsageError if it is neither equal in both
 * recordings, nor integers linear in the number of rows, nor one value in a shape linear in it.
 */
export function anyBatchConstant(
  [one, other]: RecordingPair,
  number: number,
  layer: string,
): AnyBatchConstant {
  const [first, second] = [one, other].map(({ constants }) => constants[number]);
  if (first === undefined || second === undefined) throw new Error(`there is no constant ${number}`);
  if (first === second || isSame(first, second)) return { kind: 'fixed', ...first };
  const rows = [one.rows, other.rows] as const;
  if (isDeepStrictEqual(first.shape, second.shape)) {
    if (first.dtype !== 'int32') throw dependsOnRows(layer, 'numbers that are others for each batch');
    return { kind: 'counted', ...counted(first.values, second.values, rows, first.shape, layer) };
  }
  const [value] = first.values;
  const isUniform = [first, second].every(({ values }) => values.every((each) => Object.is(each, value)));
  if (!isUniform || first.shape.length !== second.shape.length) {
    throw dependsOnRows(layer, 'numbers whose shape depends on the rows of a batch');
  }
  return {
    kind: 'filled',
    shape: counted(first.shape, second.shape, rows, [first.shape.length], layer),
    value: { ...first, shape: [], values: first.values.slice(0, 1) },
  };
}

/** The error of a network whose graph would differ with the number of rows. */
export function dependsOnRows(layer: string, what: string): UsageError {
  return refusal(`${nameOfPlace(layer)} computes with ${what}, which a graph cannot hold`);
}

function isSame(one: Constant, other: Constant): boolean {
  return (
    one.dtype === other.dtype &&
    isDeepStrictEqual(one.shape, other.shape) &&
    sameBytes(one.values, other.values)
  );
}

/** Compares bytes, because NaN equals NaN only as bytes. */
function sameBytes(one: Values, other: Values): boolean {
  return Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
}

function counted(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  [oneRows, otherRows]: readonly [number, number],
  shape: readonly number[],
  layer: string,
): Counted {
  const perRow = Int32Array.from(one, (value, at) => ((other[at] as number) - value) / (otherRows - oneRows));
  const offset = Int32Array.from(one, (value, at) => value - oneRows * (perRow[at] as number));
  const isExact = Array.from(
    perRow,
    (slope, at) => otherRows * slope + (offset[at] as number) === other[at],
  ).every((each) => each);
  if (!isExact) throw dependsOnRows(layer, 'whole numbers that depend on the rows of a batch unevenly');
  return { perRow, offset, shape };
}
