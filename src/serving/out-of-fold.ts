import type { Dataset, SplitName } from '../data/dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { computing } from '../training/backend.ts';
import { combine } from '../training/combine.ts';
import type { Examples } from '../training/predict.ts';
import { predictOutOfFold, predictSplit, type TrainedModel } from '../training/trained-model.ts';
import { requireFinite } from './finite-predictions.ts';
import type { OpenedModels } from './stored-model.ts';

/**
 * The predictions for rows of training or validation in a study with folds: of each row by the networks that were not
 * trained on it. UsageError for a prediction that is not finite.
 */
export async function predictUnseen(
  opened: OpenedModels,
  dataset: Dataset,
  name: Exclude<SplitName, 'test'>,
): Promise<Predictions> {
  const { tf } = opened.builder.backend;
  const predictions = await combined(opened, dataset, (own) => predictSplit(tf, own, dataset, name));
  const { rows } = dataset.splits[name];
  requireFinite(predictions, { rows, place: `of the ${name} split` }, opened.served.name);
  return predictions;
}

/** Like `predictUnseen` of the validation split, with examples of one's own in place of the rows that a fold judges. */
export function predictFolds(
  opened: OpenedModels,
  dataset: Dataset,
  examplesOf: (fold: number) => Examples,
): Promise<Predictions> {
  const { tf } = opened.builder.backend;
  return combined(opened, dataset, (own) => predictOutOfFold(tf, own, dataset, examplesOf));
}

/** Joint prediction of the choice's members. */
function combined(
  { builder, choice, models }: OpenedModels,
  { task }: Dataset,
  predictionsOf: (own: TrainedModel) => Predictions,
): Promise<Predictions> {
  const weights = choice.members.map(({ weight }) => weight);
  return computing(builder.backend, () =>
    combine(task, models.map(predictionsOf), weights, choice.temperature),
  );
}
