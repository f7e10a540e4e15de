import type { SourceRows } from '../data/load-dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { JudgedSplit } from '../reports/suspects-report.ts';
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

/** A stored model's predictions for the splits that a search may use, which excludes the test split. */
export type JudgedTrial = Readonly<Record<JudgedSplit, Predictions>> & { readonly trial: number };

export function judge(source: JudgeSource, stored: StoredTrial): Promise<JudgedTrial> {
  const { backend, dataset } = source;
  const { train } = dataset.splits;
  return withStoredModel(source, stored, (model) => ({
    trial: stored.trial,
    train: train.rows === 0 ? new Float64Array() : predictSplit(backend.tf, model, dataset, 'train'),
    validation: predictSplit(backend.tf, model, dataset, 'validation'),
  }));
}
