import type { Dataset, SplitName } from '../data/dataset.ts';
import { type LabelledPredictions, predictSplit } from './labelled-inputs.ts';
import { predictUnseen } from './out-of-fold.ts';
import type { OpenedModels } from './stored-model.ts';

/**
 * The predictions for a split of the study's own data; with folds, of rows of training and validation by the models that
 * were not trained on them. UsageError for a prediction that is not finite.
 */
export async function predictOwnSplit(
  opened: OpenedModels,
  dataset: Dataset,
  name: SplitName,
): Promise<LabelledPredictions> {
  const split = dataset.splits[name];
  if (dataset.folds === undefined || name === 'test') return predictSplit(opened.served, split, name);
  const { y, weight } = split;
  return { predictions: await predictUnseen(opened, dataset, name), y, weight };
}
