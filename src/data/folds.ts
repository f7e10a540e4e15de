import type { Fold } from './dataset.ts';
import { shareInts } from './shared-memory.ts';
import type { FoldRows } from './splits/draw-folds.ts';

/** The folds of rows of the source, as indices into a training and a validation split of these rows. */
export function placeFolds(folds: readonly FoldRows[], train: Int32Array, validation: Int32Array): Fold[] {
  const placesIn = (rows: Int32Array) => new Map(Array.from(rows, (row, place) => [row, place]));
  const [inTrain, inValidation] = [placesIn(train), placesIn(validation)];
  return folds.map((fold) => ({
    train: shareInts(fold.train.map((row) => inTrain.get(row) as number)),
    validation: shareInts(fold.validation.map((row) => inValidation.get(row) as number)),
  }));
}

/** The rows that some fold judges, ascending. */
export function judgedRows(folds: readonly FoldRows[]): Int32Array {
  return Int32Array.from(new Set(folds.flatMap(({ validation }) => [...validation]))).sort();
}
