import type { Dataset, SplitName } from '../data/dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { computing } from '../training/backend.ts';
import { combine } from '../training/combine.ts';
import { predictSplit } from '../training/trained-model.ts';
import { requireFinite } from './finite-predictions.ts';
import type { OpenedModels } from './stored-model.ts';

/**
 * The predictions for rows of training or validation in a study with folds: of each row by the networks that were not
 * trained on it. UsageError for a prediction that is not finite.
 */
export async function predictUnseen(
  { builder, choice, networks, served }: OpenedModels,
  dataset: Dataset,
  name: Exclude<SplitName, 'test'>,
): Promise<Predictions> {
  const { backend } = builder;
  const count = networks.length / choice.members.length;
  const weights = choice.members.map(({ weight }) => weight);
  const predictions = await computing(backend, () => {
    const each = weights.map((_, member) => {
      const own = networks.slice(member * count, (member + 1) * count).map(({ model }) => model);
      return predictSplit(backend.tf, own, dataset, name);
    });
    return combine(dataset.task, each, weights, choice.temperature);
  });
  const { rows } = dataset.splits[name];
  requireFinite(predictions, { rows, place: `of the ${name} split` }, served.name);
  return predictions;
}
