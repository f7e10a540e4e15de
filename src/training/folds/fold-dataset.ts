import type { Dataset } from '../../data/dataset.ts';
import { placesIn, unionOf } from '../../statistics/places.ts';
import { partOf } from '../probes/rows.ts';

/** The data of one model of a data set with folds. */
export function foldDataset(dataset: Dataset, index: number): Dataset {
  const { folds = [], ...rest } = dataset;
  const fold = folds[index];
  if (fold === undefined) throw new Error(`fold ${index} of ${folds.length}`);
  const { train, validation, test } = dataset.splits;
  const splits = {
    train: partOf(train, fold.train),
    validation: partOf(validation, fold.validation),
    test,
  };
  return { ...rest, splits };
}

/** The data set with these of its folds, and the rows that they judge. */
export function withFolds(dataset: Dataset, indices: readonly number[]): Dataset {
  const { folds = [], splits } = dataset;
  const chosen = indices.flatMap((index) => folds[index] ?? []);
  const judged = unionOf(chosen.map(({ validation }) => validation));
  const inJudged = placesIn(judged);
  return {
    ...dataset,
    splits: { ...splits, validation: partOf(splits.validation, judged) },
    folds: chosen.map(({ train, validation }) => ({ train, validation: inJudged(validation) })),
  };
}

/** The data of a trial's first model: all of them where a trial has one model. */
export function firstModelDataset(dataset: Dataset): Dataset {
  return dataset.folds === undefined ? dataset : foldDataset(dataset, 0);
}
