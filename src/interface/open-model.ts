import { openModel as open, openModelOptions } from '../actions/open-model.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { GivenRow } from '../data/inputs/given-rows.ts';
import type { Prediction } from '../reports/prediction.ts';
import type { Task } from '../study/pipeline.ts';
import type { StoredModel } from './stored-study.ts';

export interface OpenModelOptions extends StoredModel {
  /** Scales images to the size of those in training. */
  readonly resize?: boolean | undefined;
}

/** A tensor of TensorFlow.js, or anything like it: [rows, ...inputShape], encoded as the model takes it. */
export interface TensorLike {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}

/** A model that stays in memory, for many predictions; it may be shared by concurrent callers. */
export interface OpenModel {
  /** "trial 17", or "ensemble 'greedy'". */
  readonly name: string;
  readonly task: Task;
  /** The shape of one example as it enters the net. */
  readonly inputShape: readonly number[];
  /** Rows by column, or PNG and JPEG images as bytes. FaultsError names the row that cannot be used. */
  predict(input: readonly GivenRow[] | readonly Uint8Array[] | TensorLike): Promise<Prediction[]>;
  /** Frees the model once the predictions that run have ended; later ones are a UsageError. May be called again. */
  close(): Promise<void>;
}

/** Brings a model into memory, until it is closed. UsageError when it is not there, or its weights were not kept. */
export async function openModel(options: OpenModelOptions = {}): Promise<OpenModel> {
  return open(readOptions(openModelOptions, options));
}
