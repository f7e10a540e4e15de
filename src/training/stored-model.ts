import type { Dataset } from '../data/dataset.ts';
import { HpsearchError } from '../faults/errors.ts';
import { shownValue } from '../faults/shown-value.ts';
import { userPlace } from '../modules/thrown-text.ts';
import { randomFor } from '../statistics/random.ts';
import type { Configuration } from '../study/search-space.ts';
import { type Backend, computing } from './backend.ts';
import type { ModelFamily } from './models/model-family.ts';
import { type Owned, own, releasingNow } from './owned-tensors.ts';
import { buildModel, type ModelShape } from './prepare-model.ts';
import { seedingMathRandom } from './seeded-math-random.ts';
import { StoredTensorsError } from './tensor-bytes.ts';
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

/** A trial's trained model. */
export interface StoredWeights {
  readonly config: Configuration;
  readonly weights: Uint8Array;
}

/** Rebuilds a trial's model from its stored weights for as long as `use` takes, which must not wait, and frees it. */
export function withStoredModel<T>(
  builder: ModelBuilder,
  stored: StoredWeights,
  use: (model: LayersModel) => T,
): Promise<T> {
  const { backend } = builder;
  return computing(backend, () => releasingNow(backend.tf, () => rebuild(builder, stored, use)));
}

/** Such a model that stays until it is freed. Call it in a turn of `computing`, and let it predict in others. */
export function ownStoredModel(builder: ModelBuilder, stored: StoredWeights): Owned<LayersModel> {
  return own(builder.backend.tf, () => rebuild(builder, stored, (model) => model));
}

function rebuild<T>(
  { backend: { tf }, family, dataset }: ModelBuilder,
  { config, weights }: StoredWeights,
  use: (model: LayersModel) => T,
): T {
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  return seedingMathRandom(randomFor('rebuild'), () => {
    const model = asTrained(() => buildModel(tf, family, complete, dataset), config);
    restoreWeights(tf, model, weights);
    return use(model);
  });
}

/** A configuration that was trained makes a model: one that does not is no longer what was recorded. */
function asTrained<T>(build: () => T, config: Configuration): T {
  try {
    return build();
  } catch (cause) {
    if (cause instanceof HpsearchError || userPlace(cause) !== undefined) throw cause;
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new StoredTensorsError(
      `the recorded configuration ${shownValue(config)} makes no model (${reason}): the database is damaged`,
      { cause },
    );
  }
}
