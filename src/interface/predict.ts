import { readOptions } from '../actions/options/read-options.ts';
import { predictOptions, predict as run } from '../actions/predict.ts';
import type { GivenRow } from '../data/inputs/given-rows.ts';
import type { Prediction } from '../reports/prediction.ts';
import type { StoredModel } from './stored-study.ts';

export interface PredictOptions extends StoredModel {
  /** Rows by column, as training had them; images as bytes; or a file or folder that `hpsearch predict` takes. */
  readonly input: readonly GivenRow[] | readonly Uint8Array[] | string | URL;
  /** Scales images to the size of those in training. */
  readonly resize?: boolean | undefined;
}

/**
 * The predictions of a stored model for new rows, in their order; all of them are in memory, which `hpsearch predict` does
 * without. FaultsError names the column and the row that cannot be used, UsageError the model that is not there.
 */
export async function predict(options: PredictOptions): Promise<Prediction[]> {
  return run(readOptions(predictOptions, options));
}
