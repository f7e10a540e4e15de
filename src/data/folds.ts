import { placesIn, unionOf } from '../statistics/places.ts';
import type { Fold } from './dataset.ts';
import { shareInts } from './shared-memory.ts';
import type { FoldRows } from './splits/draw-folds.ts';

/** The folds of rows of the source, as indices into a training and a validation split of these rows. */
export function placeFolds(folds: readonly FoldRows[], train: Int32Array, validation: Int32Array): Fold[] {
  const [inTrain, inValidation] = [placesIn(train), placesIn(validation)];
  return folds.map((fold) => ({
    train: shareInts(inTrain(fold.train)),
    validation: shareInts(inValidation(fold.validation)),
  }));
}

/** The rows that some fold judges, ascending. */
export function judgedRows(folds: readonly FoldRows[]): Int32Array {
  return unionOf(folds.map(({ validation }) => validation));
}
