import type { Dataset, SplitName } from '../data/dataset.ts';
import { UsageError } from '../errors.ts';
import type { Store, Study } from '../store/store.ts';
import { randomFor } from '../study/random.ts';
import type { Trial } from '../study/trial.ts';
import type { Backend } from '../training/backend.ts';
import type { Predictions } from '../training/metrics.ts';
import type { ModelFamily } from '../training/models/model-family.ts';
import { predict } from '../training/predict.ts';
import { prepareModel } from '../training/prepare-model.ts';
import { releasing } from '../training/release.ts';
import { withSeededMathRandom } from '../training/seeded-math-random.ts';
import { completeConfiguration, trainingParameters } from '../training/training-parameters.ts';
import { restoreWeights } from '../training/weights.ts';

/** A stored model's predictions, by split. */
export type StoredPredictions = Readonly<Record<Exclude<SplitName, 'train'>, Predictions>> & {
  readonly trial: Trial;
};

export interface ModelSource {
  readonly store: Store;
  readonly study: Study;
  readonly backend: Backend;
  readonly family: ModelFamily;
  readonly dataset: Dataset;
}

/** Rebuilds a trial's best model and lets it predict. UsageError when its weights were not kept. */
export async function predictStored(source: ModelSource, trial: Trial): Promise<StoredPredictions> {
  const { store, study, family, dataset } = source;
  const { tf } = source.backend;
  const weights = await store.weights(study.id, trial.trial);
  if (weights === undefined) {
    throw new UsageError(`the weights of trial ${trial.trial} were not kept: start --keep keeps more`);
  }
  const config = completeConfiguration({ ...trainingParameters, ...family.parameters }, trial.config);
  return withSeededMathRandom(randomFor('rebuild'), () =>
    releasing(tf, async () => {
      const model = prepareModel(tf, family, config, dataset);
      restoreWeights(tf, model, weights);
      const { validation, test } = dataset.splits;
      return {
        trial,
        validation: predict(tf, model, dataset, validation),
        test: predict(tf, model, dataset, test),
      };
    }),
  );
}
