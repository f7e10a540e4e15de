import type { Dataset } from '../data/dataset.ts';
import { HpsearchError } from '../faults/errors.ts';
import { shownValue } from '../faults/shown-value.ts';
import { userPlace } from '../modules/thrown-text.ts';
import { randomFor } from '../statistics/random.ts';
import type { Configuration } from '../study/search-space.ts';
import { type Awaitable, after } from './awaitable.ts';
import { type Backend, computing } from './backend.ts';
import { unpackModels } from './bytes/model-pack.ts';
import { StoredTensorsError } from './bytes/tensor-bytes.ts';
import type { ModelFamily } from './models/model-family.ts';
import { type Owned, own, releasingNow, withOwnNames } from './owned-tensors.ts';
import { buildModel, type ModelShape } from './prepare-model.ts';
import { seedingMathRandom } from './seeded-math-random.ts';
import type { LayersModel } from './tensorflow.ts';
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
export function ownStoredModel(builder: ModelBuilder, stored: StoredWeights): Awaitable<Owned<TrainedModel>> {
  return own(builder.backend.tf, () => rebuild(builder, stored, (model) => model));
}

function rebuild<T>(
  { backend: { tf }, family: usual, dataset }: ModelBuilder,
  { config, weights, family = usual }: StoredWeights,
  use: (model: TrainedModel) => T,
): Awaitable<T> {
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  const networkOf = (encoded: Uint8Array) =>
    after(
      withOwnNames(tf, () => asTrained(() => buildModel(tf, family, complete, dataset), config)),
      (network) => {
        restoreWeights(tf, network, encoded);
        return network;
      },
    );
  return seedingMathRandom(randomFor('rebuild'), () => {
    const { models, refit } = unpackModels(weights);
    const encoded = refit === undefined ? models : [...models, refit];
    const networks = encoded.reduce<Awaitable<LayersModel[]>>(
      (made, each) => after(made, (before) => after(networkOf(each), (network) => [...before, network])),
      [],
    );
    return after(networks, (made) => {
      const last = made[models.length];
      return use({ networks: made.slice(0, models.length), ...(last && { refit: last }) });
    });
  });
}

/** A recorded configuration was built once already: if it cannot be built now, the database is damaged. */
function asTrained<T>(build: () => Awaitable<T>, config: Configuration): Awaitable<T> {
  const refuse = (cause: unknown): never => {
    if (cause instanceof HpsearchError || userPlace(cause) !== undefined) throw cause;
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new StoredTensorsError(
      `the recorded configuration ${shownValue(config)} makes no model (${reason}): the database is damaged`,
      { cause },
    );
  };
  try {
    const built = build();
    return built instanceof Promise ? built.catch(refuse) : built;
  } catch (cause) {
    return refuse(cause);
  }
}
