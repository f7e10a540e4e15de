import { readOptions } from '../actions/options/read-options.ts';
import { predictOptions, predict as run } from '../actions/predict.ts';
import type { GivenRow } from '../data/inputs/given-rows.ts';
import type { Prediction } from '../reports/prediction.ts';
import type { GivenArrays } from '../study/inputs/given-arrays.ts';
import type { StoredModel } from './stored-study.ts';

export interface PredictOptions extends StoredModel {
  /**
   * Rows as objects by column, like the training data; images as bytes; arrays by name; or a file or folder as for `hpsearch predict`.
   */
  readonly input: readonly GivenRow[] | readonly Uint8Array[] | GivenArrays | string | URL;
  /** Resizes images to the size of the training images. */
  readonly resize?: boolean | undefined;
  /** Bounds inputs to the training ranges, and a regression's predictions to one range beyond its training targets. */
  readonly clip?: boolean | undefined;
  /** For a model of windows: also predicts the rows that would follow the last one of each series. */
  readonly next?: boolean | undefined;
  /** A level above 0 and below 1: adds intervals, or sets of classes, that hold the truth with that probability. */
  readonly interval?: number | undefined;
}

/**
 * The predictions of a stored model for new rows, in their order, all in memory; `hpsearch predict` streams them.
 * FaultsError names the column and the row that cannot be used, UsageError the model that does not exist.
 */
export async function predict(options: PredictOptions): Promise<Prediction[]> {
  return run(readOptions(predictOptions, options));
}
