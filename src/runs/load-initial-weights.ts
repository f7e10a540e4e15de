import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadDataset } from '../data/load-dataset.ts';
import { sharedFloats } from '../data/shared-memory.ts';
import { UsageError } from '../faults/errors.ts';
import { requireReadableFile } from '../files/readable-file.ts';
import { randomFor } from '../statistics/random.ts';
import { locateStore, storeExists } from '../store/open-store.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { InitFromSpec } from '../study/initial-weights.ts';
import { modelInputs } from '../study/inputs/model-inputs.ts';
import { after } from '../training/awaitable.ts';
import { type Backend, computing } from '../training/backend.ts';
import { unpackModels } from '../training/bytes/model-pack.ts';
import { decodeLayersModel } from '../training/export/artifacts.ts';
import { type InitialLayer, type InitialWeights, initialLayers } from '../training/initial-weights.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { releasingNow } from '../training/owned-tensors.ts';
import { buildModel } from '../training/prepare-model.ts';
import { releasing } from '../training/release.ts';
import { seedingMathRandom } from '../training/seeded-math-random.ts';
import { completeConfiguration, trainingParameters } from '../training/training-parameters.ts';
import { restoreWeights } from '../training/weights.ts';

/** The folder for the relative paths of `initFrom`, and the tools to open its models. */
export interface InitialPlace {
  readonly directory: string;
  /** The study's own database. */
  readonly db: string | undefined;
  readonly backend: Backend;
}

export interface LoadedWeights {
  /** In shared memory, for all workers. */
  readonly weights: InitialWeights;
  /** A digest: the same for the same weights of the same layers. */
  readonly content: string;
  /** "trial 17 of pretraining". */
  readonly source: string;
}

/** Reads the weights that `initFrom` names. UsageError, with the field's name, when they cannot be read. */
export async function loadInitialWeights(spec: InitFromSpec, place: InitialPlace): Promise<LoadedWeights> {
  const layers = spec.kind === 'trial' ? await layersOfTrial(spec, place) : await layersOfModel(spec, place);
  const source = spec.kind === 'trial' ? `trial ${spec.trial} of ${spec.study}` : spec.model;
  return { weights: { layers, freeze: spec.freeze }, content: digest(layers), source };
}

/** The initial weights of a stored study; undefined when it has none. UsageError when they have changed. */
export async function reopenInitialWeights(
  { name, spec, directory }: Study,
  place: Omit<InitialPlace, 'directory'>,
): Promise<InitialWeights | undefined> {
  if (spec.initFrom === undefined) return undefined;
  const { weights, content, source } = await loadInitialWeights(spec.initFrom, { directory, ...place });
  if (content === spec.initFrom.content) return weights;
  throw new UsageError(`the weights of ${source}, which study '${name}' starts from, have changed since`);
}

type Named<Kind> = Extract<InitFromSpec, { readonly kind: Kind }>;

async function layersOfTrial(
  { trial: number, study: name, db }: Named<'trial'>,
  { directory, db: ownDb, backend }: InitialPlace,
): Promise<InitialLayer[]> {
  const file = db === undefined ? ownDb : locateStore(db, directory);
  if (file === undefined || !(await storeExists(file))) {
    throw new UsageError(`initFrom.db: must be a database, and there is none at ${file ?? 'its default'}`);
  }
  return withStore(file, async (store) => {
    const study = await store.findStudy(name);
    if (study === undefined) throw new UsageError(`initFrom.study: there is no study '${name}' in ${file}`);
    const trial = await store.trial(study.id, number);
    const weights = await store.weights(study.id, number);
    if (trial === undefined) throw new UsageError(`initFrom.trial: '${name}' has no trial ${number}`);
    if (weights === undefined) {
      throw new UsageError(`initFrom.trial: the weights of trial ${number} of '${name}' were not kept`);
    }
    return rebuilt(backend, study, trial.config, weights);
  });
}

/** Stored weights have only shapes: their layers come from the trial's model, with folds from the first of them, or the one of all rows. */
async function rebuilt(
  backend: Backend,
  study: Study,
  config: Parameters<typeof completeConfiguration>[1],
  weights: Uint8Array,
): Promise<InitialLayer[]> {
  const family = await loadFamily(study.spec.model, study.directory);
  const { pipeline } = study;
  const shape = pipeline
    ? { ...modelInputs(pipeline), task: pipeline.task }
    : await loadDataset(study.spec.data, study.directory);
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  const { tf } = backend;
  return computing(backend, () =>
    releasingNow(tf, () =>
      seedingMathRandom(randomFor('rebuild'), () =>
        after(buildModel(tf, family, complete, shape), (model) => {
          const { models, refit = models[0] as Uint8Array } = unpackModels(weights);
          restoreWeights(tf, model, refit);
          return initialLayers(model, sharedFloats);
        }),
      ),
    ),
  );
}

async function layersOfModel(
  { model: path }: Named<'model'>,
  { directory, backend }: InitialPlace,
): Promise<InitialLayer[]> {
  const file = resolve(directory, path);
  if (!existsSync(file)) throw new UsageError(`initFrom.model: must be a file, and there is none at ${file}`);
  try {
    requireReadableFile(file);
    const modelJson = JSON.parse(readFileSync(file, 'utf8'));
    const parts: string[] = modelJson.weightsManifest.flatMap(({ paths }: { paths: string[] }) => paths);
    const weights = Buffer.concat(parts.map((part) => readFileSync(resolve(dirname(file), part))));
    const { tf } = backend;
    return await computing(backend, () =>
      releasing(tf, async () =>
        initialLayers(await decodeLayersModel(tf, { modelJson, weights }), sharedFloats),
      ),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    const constraint = 'must be the model.json of a TensorFlow.js layers model, beside its weights';
    throw new UsageError(`initFrom.model: ${path} ${constraint}: ${reason}`, { cause });
  }
}

function digest(layers: readonly InitialLayer[]): string {
  const hash = createHash('sha256');
  for (const { name, weights } of layers) {
    hash.update(JSON.stringify([name, weights.map(({ shape }) => shape)]));
    for (const { values } of weights) hash.update(new Uint8Array(Float32Array.from(values).buffer));
  }
  return hash.digest('hex');
}
