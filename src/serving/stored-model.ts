import { fingerprint } from '../data/dataset.ts';
import { encodeSource, pipelineOf, readSource } from '../data/load-dataset.ts';
import { UsageError } from '../errors.ts';
import type { Study } from '../store/store.ts';
import type { Pipeline } from '../study/pipeline.ts';
import { type BackendName, whyNoModels } from '../study/study-spec.ts';
import { loadBackend } from '../training/backend.ts';
import { combine } from '../training/combine.ts';
import { knownClasses } from '../training/export/topology.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { predict } from '../training/predict.ts';
import { type ModelBuilder, withStoredModel } from '../training/stored-model.ts';
import type { LayersModel } from '../training/tensorflow.ts';
import type { StoredChoice, StoredMember } from './choose-members.ts';
import type { ServedModel } from './served-model.ts';

/** A study's models while they are in memory. */
export interface OpenedModels {
  readonly served: ServedModel;
  readonly choice: StoredChoice;
  readonly builder: ModelBuilder;
  /** In the order of the choice's members; they end in logits, or in scaled values. */
  readonly networks: readonly LayersModel[];
  /** The classes of layer that TensorFlow.js knew before the user's module was loaded. */
  readonly knownClasses: ReadonlySet<string>;
}

/**
 * Brings a study's models back for as long as `use` takes. It needs neither the data, whose pipeline is stored with the
 * study, nor the space file; of a user's own model it needs the module. Computes on the study's backend, or another one.
 */
export async function withStoredModels<T>(
  choice: StoredChoice,
  use: (models: OpenedModels) => Promise<T>,
  backendName: BackendName = choice.study.backend,
): Promise<T> {
  const { study, members, temperature, name } = choice;
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  const pipeline = study.pipeline ?? (await refitPipeline(study));
  const { inputShape, task } = pipeline;
  const backend = await loadBackend(backendName);
  const known = knownClasses(backend.tf);
  const family = await loadFamily(study.spec.model, study.directory);
  const builder: ModelBuilder = { backend, family, dataset: { inputShape, task } };
  const weights = members.map(({ weight }) => weight);
  return withNetworks(builder, members, (networks) => {
    const served: ServedModel = {
      name,
      pipeline,
      predict: (examples) => {
        const each = networks.map((network) => predict(backend.tf, network, builder.dataset, examples));
        return combine(task, each, weights, temperature);
      },
    };
    return use({ served, choice, builder, networks, knownClasses: known });
  });
}

/** All members' networks at once. */
function withNetworks<T>(
  builder: ModelBuilder,
  members: readonly StoredMember[],
  use: (networks: readonly LayersModel[]) => Promise<T>,
): Promise<T> {
  const open = (networks: readonly LayersModel[]): Promise<T> => {
    const member = members[networks.length];
    if (member === undefined) return use(networks);
    const { trial, weights } = member;
    return withStoredModel(builder, { config: trial.config, weights }, (network) =>
      open([...networks, network]),
    );
  };
  return open([]);
}

/** Of a study that was made before pipelines were stored: from its data, if they are still the same. */
async function refitPipeline(study: Study): Promise<Pipeline> {
  const source = await readSource(study.spec.data, study.directory);
  const dataset = encodeSource(source, study.spec.data);
  if (fingerprint(dataset) === study.dataFingerprint) return pipelineOf(source, dataset);
  throw new UsageError(
    `the data of study '${study.name}' have changed since it ran: its models saw others, and it is too old to have kept how their rows were encoded`,
  );
}
