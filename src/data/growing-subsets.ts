import { meanOf } from '../statistics/mean.ts';
import type { Random } from '../statistics/random.ts';
import type { Dataset, Fold } from './dataset.ts';
import { shareInts } from './shared-memory.ts';

/** A data set whose folds are growing parts of the training rows, each judged by the same validation rows. */
export interface GrowingSubsets {
  /** Its folds are repeat by repeat, and in each the sizes in ascending order. */
  readonly dataset: Dataset;
  /** The number of training rows of each size; where groups stay whole, the mean over the repeats. */
  readonly sizes: readonly number[];
  /** The number of training rows of each part that has too few. */
  readonly omitted: readonly number[];
  /** The number of rows that judge a repeat. */
  readonly judged: number;
}

/** The group and the time of each training row, where the split keeps groups whole or follows the time. */
export interface TrainingOrder {
  readonly groups?: ArrayLike<number>;
  readonly times?: ArrayLike<number>;
}

interface Growth {
  readonly fractions: readonly number[];
  readonly repeats: number;
  readonly fewestRows: number;
}

/** Training rows in the order in which parts take them, and the numbers of rows at which a part may end. */
interface OrderedRows {
  readonly rows: Int32Array;
  /** Absent: anywhere. */
  readonly ends?: readonly number[];
}

/**
 * Draws parts of the training rows, each inside the next larger one: at random and stratified by class; whole groups, in
 * a random order; or, by time, the latest rows, so that all parts are as recent. A repeat of a study with folds takes one
 * of its folds. The rows of a part are repeated to the number of all training rows, so that each epoch has as many steps.
 */
export function growingSubsets(
  dataset: Dataset,
  { fractions, repeats, fewestRows }: Growth,
  streamOf: (repeat: number) => Random,
  order: TrainingOrder = {},
): GrowingSubsets {
  const folds = dataset.folds ?? [wholeFold(dataset)];
  const drawn = Array.from({ length: repeats }, (_, repeat) => {
    const { train, validation } = folds[repeat % folds.length] as Fold;
    return { ordered: orderedRows(train, dataset, order, streamOf(repeat)), validation };
  });
  const first = drawn[0]?.ordered as OrderedRows;
  const wanted = fractions.filter(
    (fraction, at) => at === 0 || rowsOf(first, fraction) > rowsOf(first, fractions[at - 1] as number),
  );
  const parts = wanted.map((fraction) => {
    const rows = rowsOf(first, fraction);
    if (first.ends === undefined) return { rows, share: rows / first.rows.length };
    return {
      rows: Math.round(meanOf(drawn.map(({ ordered }) => rowsOf(ordered, fraction)))),
      share: fraction,
    };
  });
  const kept = parts.filter(({ rows }) => rows >= fewestRows);
  const omitted = parts.filter(({ rows }) => rows < fewestRows);
  const all = drawn.flatMap(({ ordered, validation }) =>
    kept.map(({ share }): Fold => {
      const count = rowsOf(ordered, share);
      return {
        train: shareInts(ordered.rows.map((_, at) => ordered.rows[at % count] as number)),
        validation,
      };
    }),
  );
  return {
    dataset: { ...dataset, folds: all },
    sizes: kept.map(({ rows }) => rows),
    omitted: omitted.map(({ rows }) => rows),
    judged: drawn[0]?.validation.length ?? 0,
  };
}

/** The rows of a part; where groups stay whole, of as large a share of the groups, at least one. */
function rowsOf({ rows, ends }: OrderedRows, fraction: number): number {
  if (ends === undefined) return Math.round(fraction * rows.length);
  return ends[Math.max(1, Math.round(fraction * ends.length)) - 1] as number;
}

function wholeFold({ splits }: Dataset): Fold {
  const { train, validation } = splits;
  return {
    train: Int32Array.from({ length: train.rows }, (_, row) => row),
    validation: shareInts(Array.from({ length: validation.rows }, (_, row) => row)),
  };
}

function orderedRows(
  train: Int32Array,
  { task, splits }: Dataset,
  { groups, times }: TrainingOrder,
  random: Random,
): OrderedRows {
  const timeOf = (row: number) => times?.[row] ?? 0;
  const latestOf = (rows: readonly number[]) =>
    rows.reduce((latest, row) => Math.max(latest, timeOf(row)), Number.NEGATIVE_INFINITY);
  if (groups !== undefined) {
    const members = grouped(train, (row) => groups[row] as number);
    const keys = random.shuffle([...members.keys()].sort((one, other) => one - other));
    const latest = new Map([...members].map(([key, rows]) => [key, latestOf(rows)]));
    keys.sort((one, other) => (latest.get(other) as number) - (latest.get(one) as number));
    const rows = keys.map((key) => members.get(key) as number[]);
    let before = 0;
    return { rows: Int32Array.from(rows.flat()), ends: rows.map(({ length }) => (before += length)) };
  }
  if (times !== undefined) {
    return { rows: train.toSorted((one, other) => timeOf(other) - timeOf(one) || other - one) };
  }
  const isClass = task.kind === 'classification';
  return { rows: stratified(train, (row) => (isClass ? (splits.train.y[row] as number) : 0), random) };
}

function grouped(rows: Int32Array, keyOf: (row: number) => number): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const own = members.get(keyOf(row));
    if (own === undefined) members.set(keyOf(row), [row]);
    else own.push(row);
  }
  return members;
}

/** An order in which every beginning has the classes in their shares: each class spread evenly from a random start. */
function stratified(rows: Int32Array, classOf: (row: number) => number, random: Random): Int32Array {
  const byClass = grouped(rows, classOf);
  const placed = [...byClass.keys()]
    .sort((one, other) => one - other)
    .flatMap((label) => {
      const own = random.shuffle(byClass.get(label) ?? []);
      const start = random.next();
      return own.map((row, at) => ({ row, place: (at + start) / own.length }));
    });
  placed.sort((one, other) => one.place - other.place || one.row - other.row);
  return Int32Array.from(placed, ({ row }) => row);
}
