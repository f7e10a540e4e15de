import type { Dataset, Split } from '../../data/dataset.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import type { Examples } from '../../training/predict.ts';
import { predictFolds } from '../out-of-fold.ts';
import type { ServedModel } from '../served-model.ts';
import type { OpenedModels } from '../stored-model.ts';

/** Labelled rows of a table with x [rows, inputs], and the model that is judged by them. */
export interface JudgedRows extends Pick<Split, 'rows' | 'x' | 'y'> {
  readonly weight?: Float64Array | undefined;
  /** The name of the split, or the file. */
  readonly data: string;
  /** Indices of the rows that the same networks predict: all rows, or in a study with folds those of each fold. */
  readonly parts: readonly Int32Array[];
  /** The predictions of all rows, given the examples that stand for each part's rows. */
  predict(examplesOf: (part: number) => Examples): Promise<Predictions>;
}

/** Rows that the whole model predicts. */
export function wholeRows(
  model: ServedModel,
  { rows, x, y, weight }: Omit<JudgedRows, 'parts' | 'predict' | 'data'>,
  data: string,
): JudgedRows {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { ...{ data, rows, x, y, weight }, parts: [all], predict: (of) => model.predict(of(0)) };
}

/** The rows that the folds of a study judge: each is predicted by networks that were not trained on it. */
export function outOfFoldRows(opened: OpenedModels, dataset: Dataset): JudgedRows {
  const { rows, x, y, weight } = dataset.splits.validation;
  return {
    ...{ data: 'validation', rows, x, y, weight },
    parts: (dataset.folds ?? []).map(({ validation }) => validation),
    predict: (of) => predictFolds(opened, dataset, of),
  };
}
