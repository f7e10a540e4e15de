import type { Dataset } from '../data/dataset.ts';
import { HpsearchError } from '../faults/errors.ts';
import { shownValue } from '../faults/shown-value.ts';
import { userPlace } from '../modules/thrown-text.ts';
import { randomFor } from '../statistics/random.ts';
import type { Configuration } from '../study/search-space.ts';
import { type Backend, computing } from './backend.ts';
import { unpackModels } from './bytes/model-pack.ts';
import { StoredTensorsError } from './bytes/tensor-bytes.ts';
import type { ModelFamily } from './models/model-family.ts';
import { type Owned, own, releasingNow, withOwnNames } from './owned-tensors.ts';
import { buildModel, type ModelShape } from './prepare-model.ts';
import { seedingMathRandom } from './seeded-math-random.ts';
import type { TrainedModel } from './trained-model.ts';
import { completeConfiguration, trainingParameters } from './training-parameters.ts';
import { restoreWeights } from './weights.ts';

/** Everything needed to rebuild a study's models. */
export interface ModelSource extends ModelBuilder {
  readonly dataset: Dataset;
}

/** The parts that a model with stored weights needs; they include no rows. */
export interface ModelBuilder {
  readonly backend: Backend;
  readonly family: ModelFamily;
  readonly dataset: ModelShape;
}

/** A trial's trained model; the weights of several networks are a pack (model-pack.ts). */
export interface StoredWeights {
  readonly config: Configuration;
  readonly weights: Uint8Array;
  /** The model's family; absent for the study's own. */
  readonly family?: ModelFamily;
}

/** Rebuilds a trial's model from its stored weights, passes it to `use`, which must be synchronous, and frees it. */
export function withStoredModel<T>(
  builder: ModelBuilder,
  stored: StoredWeights,
  use: (model: TrainedModel) => T,
): Promise<T> {
  const { backend } = builder;
  return computing(backend, () => releasingNow(backend.tf, () => rebuild(builder, stored, use)));
}

/** Rebuilds a trial's model; the caller frees it. Call this, and later the model, inside `computing`. */
export function ownStoredModel(builder: ModelBuilder, stored: StoredWeights): Owned<TrainedModel> {
  return own(builder.backend.tf, () => rebuild(builder, stored, (model) => model));
}

function rebuild<T>(
  { backend: { tf }, family: usual, dataset }: ModelBuilder,
  { config, weights, family = usual }: StoredWeights,
  use: (model: TrainedModel) => T,
): T {
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  const networkOf = (encoded: Uint8Array) => {
    const network = withOwnNames(tf, () =>
      asTrained(() => buildModel(tf, family, complete, dataset), config),
    );
    restoreWeights(tf, network, encoded);
    return network;
  };
  return seedingMathRandom(randomFor('rebuild'), () => {
    const { models, refit } = unpackModels(weights);
    const networks = models.map(networkOf);
    return use({ networks, ...(refit && { refit: networkOf(refit) }) });
  });
}

/** A recorded configuration was built once already: if it cannot be built now, the database is damaged. */
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
