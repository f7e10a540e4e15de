import type { Dataset } from '../data/dataset.ts';
import { UsageError } from '../faults/errors.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { BySplit } from '../reports/ensemble-report.ts';
import { storedTrial } from '../runs/stored-trial.ts';
import type { Store, Study } from '../store/store.ts';
import { weightsNotKept } from '../study/kept-weights.ts';
import type { Trial } from '../study/trial.ts';
import type { Backend } from '../training/backend.ts';
import { type ModelSource, withStoredModel } from '../training/stored-model.ts';
import { predictSplit, type TrainedModel } from '../training/trained-model.ts';

/** A stored model's predictions, by split. */
export type StoredPredictions = BySplit<Predictions> & { readonly trial: Trial };

/** Rebuilds a trial's best model and predicts with it. UsageError when its weights were not kept. */
export async function predictStored(
  source: ModelSource & { readonly store: Store; readonly study: Study },
  trial: Trial,
): Promise<StoredPredictions> {
  const { store, study, dataset } = source;
  const { tf } = source.backend;
  const stored = await storedTrial(store, study, trial.trial);
  if (stored === undefined) throw new UsageError(weightsNotKept(trial));
  return withStoredModel(source, stored, (model) => ({
    trial,
    ...predictSplits(tf, model, dataset),
  }));
}

/** A model's predictions for the splits that reports are about. */
export function predictSplits(
  tf: Backend['tf'],
  model: TrainedModel,
  dataset: Dataset,
): BySplit<Predictions> {
  return {
    validation: predictSplit(tf, model, dataset, 'validation'),
    test: dataset.splits.test.rows === 0 ? null : predictSplit(tf, model, dataset, 'test'),
  };
}
