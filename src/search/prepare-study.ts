import { type Dataset, fingerprint } from '../data/dataset.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { FaultsError } from '../errors.ts';
import { prunerNamed } from '../pruners/catalogue.ts';
import { samplerNamed } from '../samplers/catalogue.ts';
import { configurationOf } from '../samplers/configuration.ts';
import type { NewStudy } from '../store/store.ts';
import { taskMetrics } from '../study/objective.ts';
import { checkParameters, readSpace } from '../study/parse-space.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import { loadBackend } from '../training/backend.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { trainingParameters } from '../training/training-parameters.ts';
import { type ChosenBackend, chooseBackend } from './choose-backend.ts';
import { peekStudy } from './open-study.ts';

/** What a command line may say over a space file. */
export interface Overrides {
  readonly space: string;
  readonly trials?: number | undefined;
  readonly seed?: number | undefined;
  readonly name?: string | undefined;
  readonly sampler?: string | undefined;
  readonly pruner?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  /** Where a study of that name may be already. */
  readonly db?: string | undefined;
}

export interface PreparedStudy {
  readonly study: NewStudy;
  readonly dataset: Dataset;
}

type SpaceFile = ReturnType<typeof readSpace>;

/** Reads a space file with the command line's overrides: every parameter known to the model, or FaultsError. */
export async function prepareSpec(overrides: Overrides): Promise<SpaceFile> {
  const laws = Object.fromEntries(
    Object.entries(modelFamilies).map(([name, family]) => [
      name,
      { ...trainingParameters, ...family.parameters },
    ]),
  );
  const read = readSpace(overrides.space, laws);
  const spec = override(read.spec, overrides);
  samplerNamed(spec.search.sampler);
  prunerNamed(spec.search.pruner);
  if (spec.model.kind === 'module') await checkModule(read);
  return { ...read, spec };
}

/** Everything that can be wrong is found here, before a thread starts or a file is made. */
export async function prepareStudy(overrides: Overrides): Promise<PreparedStudy> {
  const { spec, directory, ...space } = await prepareSpec(overrides);
  const dataset = await loadDataset(spec.data, directory);
  checkMetric(spec, dataset, space);
  const { backend, timings } = await backendFor({ spec, directory, dataset, db: overrides.db });
  return {
    dataset,
    study: {
      name: spec.name,
      spec,
      directory,
      backend: backend.name,
      backendTimings: timings,
      versions: backend.versions,
      dataFingerprint: fingerprint(dataset),
    },
  };
}

/** The one that is pinned; or the study's own, when it exists already; or the fastest. */
async function backendFor({
  spec,
  directory,
  dataset,
  db,
}: {
  readonly spec: StudySpec;
  readonly directory: string;
  readonly dataset: Dataset;
  readonly db: string | undefined;
}): Promise<ChosenBackend> {
  const pinned = spec.training.backend;
  if (pinned !== 'auto') return { backend: await loadBackend(pinned), timings: {} };
  const existing = db === undefined ? undefined : await peekStudy(db, spec.name);
  if (existing !== undefined) {
    return { backend: await loadBackend(existing.backend), timings: existing.backendTimings };
  }
  const family = await loadFamily(spec.model, directory);
  const sampler = samplerNamed(spec.search.sampler);
  const configurations = Array.from({ length: 5 }, (_, trial) => configurationOf(sampler, spec, trial));
  return chooseBackend({ spec, family, dataset, configurations });
}

function override(spec: StudySpec, { trials, seed, name, sampler, pruner, backend }: Overrides): StudySpec {
  return {
    ...spec,
    name: name ?? spec.name,
    training: { ...spec.training, backend: backend ?? spec.training.backend },
    search: {
      trials: trials ?? spec.search.trials,
      seed: seed ?? spec.search.seed,
      sampler: sampler ?? spec.search.sampler,
      pruner: pruner ?? spec.search.pruner,
    },
  };
}

async function checkModule(space: SpaceFile): Promise<void> {
  const family = await loadFamily(space.spec.model, space.directory);
  const faults = checkParameters(space, { ...trainingParameters, ...family.parameters }, space.file);
  if (faults.length > 0) throw new FaultsError(faults);
}

/** Only the data say whether the task is one that measures the objective. */
function checkMetric(
  { objective, data }: StudySpec,
  { task }: Dataset,
  { file, locate }: Pick<SpaceFile, 'file' | 'locate'>,
): void {
  const known: readonly string[] = taskMetrics[task.kind];
  if (known.includes(objective.metric)) return;
  const field = 'objective.metric';
  const law = `must be one of ${known.join(', ')}, for the task is ${task.kind} (source ${data.source})`;
  throw new FaultsError([{ file, field, law, value: objective.metric, ...locate(field) }]);
}
