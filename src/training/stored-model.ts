import type { Dataset } from '../data/dataset.ts';
import { randomFor } from '../study/random.ts';
import type { Configuration } from '../study/search-space.ts';
import type { Backend } from './backend.ts';
import type { ModelFamily } from './models/model-family.ts';
import { buildModel, type ModelShape } from './prepare-model.ts';
import { releasing } from './release.ts';
import { withSeededMathRandom } from './seeded-math-random.ts';
import type { LayersModel } from './tensorflow.ts';
import { completeConfiguration, trainingParameters } from './training-parameters.ts';
import { restoreWeights } from './weights.ts';

/** What it takes to build a study's models again. */
export interface ModelSource extends ModelBuilder {
  readonly dataset: Dataset;
}

/** What of it a model with stored weights needs: no rows. */
export interface ModelBuilder {
  readonly backend: Backend;
  readonly family: ModelFamily;
  readonly dataset: ModelShape;
}

/** Rebuilds a trial's model from its stored weights for as long as `use` takes, and frees it. */
export function withStoredModel<T>(
  { backend, family, dataset }: ModelBuilder,
  { config, weights }: { readonly config: Configuration; readonly weights: Uint8Array },
  use: (model: LayersModel) => T | Promise<T>,
): Promise<T> {
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  return withSeededMathRandom(randomFor('rebuild'), () =>
    releasing(backend.tf, async () => {
      const model = buildModel(backend.tf, family, complete, dataset);
      restoreWeights(backend.tf, model, weights);
      return use(model);
    }),
  );
}
