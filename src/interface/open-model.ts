import { openModel as open, openModelOptions } from '../actions/open-model.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { OpenModel } from '../serving/open-model.ts';
import type { StoredModel } from './stored-study.ts';

export interface OpenModelOptions extends StoredModel {
  /** Resizes images to the size of the training images. */
  readonly resize?: boolean | undefined;
}

/** Loads a model into memory until it is closed. UsageError when it does not exist, or its weights were not kept. */
export async function openModel(options: OpenModelOptions = {}): Promise<OpenModel> {
  return open(readOptions(openModelOptions, options));
}
