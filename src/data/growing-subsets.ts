import type { Random } from '../statistics/random.ts';
import type { Dataset, Fold } from './dataset.ts';
import { shareInts } from './shared-memory.ts';

/** A data set whose folds are growing parts of the training rows, each judged by the same validation rows. */
export interface GrowingSubsets {
  /** Its folds are repeat by repeat, and in each the sizes in ascending order. */
  readonly dataset: Dataset;
  /** The number of training rows of each size. */
  readonly sizes: readonly number[];
  /** The number of training rows of each part that has too few. */
  readonly omitted: readonly number[];
  /** The number of rows that judge a repeat. */
  readonly judged: number;
}

/**
 * Draws parts of the training rows, stratified by class, each inside the next larger one. A repeat of a study with folds
 * takes one of its folds. The rows of a part are repeated to the number of all training rows, so that each epoch has as
 * many steps.
 */
export function growingSubsets(
  dataset: Dataset,
  { fractions, repeats, fewestRows }: { fractions: readonly number[]; repeats: number; fewestRows: number },
  streamOf: (repeat: number) => Random,
): GrowingSubsets {
  const { splits, folds = [wholeFold(dataset)] } = dataset;
  const first = folds[0] as Fold;
  const all = first.train.length;
  const wanted = [...new Set(fractions.map((fraction) => Math.round(fraction * all)))];
  const sizes = wanted.filter((rows) => rows >= fewestRows);
  const omitted = wanted.filter((rows) => rows < fewestRows);
  const drawn = Array.from({ length: repeats }, (_, repeat) => {
    const { train, validation } = folds[repeat % folds.length] as Fold;
    const isClass = dataset.task.kind === 'classification';
    const ordered = stratified(
      train,
      (row) => (isClass ? (splits.train.y[row] as number) : 0),
      streamOf(repeat),
    );
    return sizes.map((rows): Fold => {
      const count = Math.min(ordered.length, Math.round((rows / all) * ordered.length));
      return { train: shareInts(ordered.map((_, at) => ordered[at % count] as number)), validation };
    });
  });
  return { dataset: { ...dataset, folds: drawn.flat() }, sizes, omitted, judged: first.validation.length };
}

function wholeFold({ splits }: Dataset): Fold {
  const { train, validation } = splits;
  return {
    train: Int32Array.from({ length: train.rows }, (_, row) => row),
    validation: shareInts(Array.from({ length: validation.rows }, (_, row) => row)),
  };
}

/** An order in which every beginning has the classes in their shares: each class spread evenly from a random start. */
function stratified(rows: Int32Array, classOf: (row: number) => number, random: Random): Int32Array {
  const byClass = new Map<number, number[]>();
  for (const row of rows) {
    const own = byClass.get(classOf(row));
    if (own === undefined) byClass.set(classOf(row), [row]);
    else own.push(row);
  }
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
