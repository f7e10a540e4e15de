import { fingerprint } from '../data/dataset.ts';
import { encodeSource, pipelineOf, readSource } from '../data/load-dataset.ts';
import { UsageError } from '../faults/errors.ts';
import { withThreshold } from '../metrics/decision-threshold.ts';
import type { Study } from '../store/store.ts';
import { modelInputs } from '../study/inputs/model-inputs.ts';
import type { Pipeline } from '../study/pipeline.ts';
import { type BackendName, whyNoModels } from '../study/study-spec.ts';
import { computing, openBackend } from '../training/backend.ts';
import { combine } from '../training/combine.ts';
import type { NetworkMember } from '../training/export/network.ts';
import { knownClasses } from '../training/export/topology.ts';
import { loadFamily } from '../training/models/user-module.ts';
import type { Owned } from '../training/owned-tensors.ts';
import { type Examples, predict } from '../training/predict.ts';
import { type ModelBuilder, ownStoredModel } from '../training/stored-model.ts';
import { servingNetworks, type TrainedModel } from '../training/trained-model.ts';
import type { StoredChoice, StoredMember } from './choose-members.ts';
import { withFeatures } from './features/with-features.ts';
import { ownPipeline } from './own-data.ts';
import type { ServedModel } from './served-model.ts';

/** A study's models while they are in memory. */
export interface OpenedModels {
  readonly served: ServedModel;
  readonly choice: StoredChoice;
  readonly builder: ModelBuilder;
  /** Those of the choice's members, in their order. */
  readonly models: readonly TrainedModel[];
  /**
   * The networks that predict new rows, with their weights in the mean; those of a member's folds share its weight. They
   * output logits, or scaled values.
   */
  readonly networks: readonly NetworkMember[];
  /** The layer classes that TensorFlow.js knew before the user's module was loaded. */
  readonly knownClasses: ReadonlySet<string>;
}

/**
 * Rebuilds a study's models for as long as `use` takes. Needs neither the data, since the pipeline is stored with the
 * study, nor the space file; a user's own model needs its module. Computes on the study's backend, or another one.
 */
export async function withStoredModels<T>(
  choice: StoredChoice,
  use: (models: OpenedModels) => Promise<T>,
  backendName: BackendName = choice.study.backend,
): Promise<T> {
  const { study, members, temperature, threshold, name } = choice;
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  const stored = study.pipeline ?? (await refitPipeline(study));
  const task = withThreshold(stored.task, threshold);
  const pipeline = ownPipeline({ ...stored, task }, choice);
  const backend = await openBackend(backendName);
  const known = knownClasses(backend.tf);
  const family = await loadFamily(study.spec.model, study.directory);
  const builder: ModelBuilder = { backend, family, dataset: { ...modelInputs(pipeline), task } };
  const owned = await computing(backend, () => openModels(builder, members));
  const networks = owned.flatMap(({ made }, index) => shared(made, members[index]?.weight ?? 0));
  const weights = networks.map(({ weight }) => weight);
  const served = {
    name,
    pipeline,
    predict: (examples: Examples) =>
      computing(backend, () => {
        const each = networks.map(({ model }) => predict(backend.tf, model, builder.dataset, examples));
        return combine(task, each, weights, temperature);
      }),
  };
  try {
    const models = owned.map(({ made }) => made);
    return await withFeatures(pipeline, study.directory, (featuresOf) =>
      use({ served: { ...served, featuresOf }, choice, builder, models, networks, knownClasses: known }),
    );
  } finally {
    for (const { free } of owned) free();
  }
}

function shared(model: TrainedModel, weight: number): NetworkMember[] {
  const networks = servingNetworks(model);
  return networks.map((each) => ({ model: each, weight: weight / networks.length }));
}

/** All members' networks, or none when one cannot be built. */
async function openModels(
  builder: ModelBuilder,
  members: readonly StoredMember[],
): Promise<Owned<TrainedModel>[]> {
  const owned: Owned<TrainedModel>[] = [];
  try {
    for (const member of members) owned.push(await ownStoredModel(builder, member));
    return owned;
  } catch (error) {
    for (const { free } of owned) free();
    throw error;
  }
}

/** The pipeline of a study older than stored pipelines: fitted to its data, if they are unchanged. */
async function refitPipeline(study: Study): Promise<Pipeline> {
  const source = await readSource(study.spec.data, study.directory);
  const dataset = encodeSource(source, study.spec.data);
  if (fingerprint(dataset) === study.dataFingerprint) return pipelineOf(source, dataset, study.spec.data);
  throw new UsageError(
    `the data of study '${study.name}' have changed since it ran: its models saw others, and it is too old to have kept how their rows were encoded`,
  );
}
