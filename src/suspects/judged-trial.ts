import type { SourceRows } from '../data/load-dataset.ts';
import { middleValues, type Predictions } from '../metrics/predictions.ts';
import type { PartView } from '../study/outputs/part-views.ts';
import type { Configuration } from '../study/search-space.ts';
import { type ModelSource, withStoredModel } from '../training/stored-model.ts';
import { predictSplit } from '../training/trained-model.ts';

/** Everything needed to rebuild a study's models, and its rows before preprocessing. */
export interface JudgeSource extends ModelSource {
  readonly source: SourceRows;
}

/** A trial whose weights were kept. */
export interface StoredTrial {
  readonly trial: number;
  readonly config: Configuration;
  readonly weights: Uint8Array;
}

/** A stored model's predictions of the rows that it was not trained on; with folds those of validation are out-of-fold. */
export interface JudgedTrial {
  readonly trial: number;
  readonly validation: Predictions;
  readonly test: Predictions;
}

export function judge(source: JudgeSource, stored: StoredTrial): Promise<JudgedTrial> {
  const { backend, dataset } = source;
  return withStoredModel(source, stored, (model) => {
    const predicted = (name: 'validation' | 'test') =>
      dataset.splits[name].rows === 0 ? new Float64Array() : predictSplit(backend.tf, model, dataset, name);
    return { trial: stored.trial, validation: predicted('validation'), test: predicted('test') };
  });
}

/** The same of one target, of which quantiles have one value: the middle one. */
export function ofTarget(judged: JudgedTrial, { task, predictions }: PartView): JudgedTrial {
  const own = (all: Predictions) => {
    const ofPart = predictions(all);
    return task.kind === 'regression' ? middleValues(task, ofPart) : ofPart;
  };
  return { ...judged, validation: own(judged.validation), test: own(judged.test) };
}
