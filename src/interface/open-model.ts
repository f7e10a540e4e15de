import { openModel as open, openModelOptions } from '../actions/open-model.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { OpenModel } from '../serving/open-model.ts';
import type { StoredModel } from './stored-study.ts';

export interface OpenModelOptions extends StoredModel {
  /** Scales images to the size of those in training. */
  readonly resize?: boolean | undefined;
}

/** Brings a model into memory, until it is closed. UsageError when it is not there, or its weights were not kept. */
export async function openModel(options: OpenModelOptions = {}): Promise<OpenModel> {
  return open(readOptions(openModelOptions, options));
}
