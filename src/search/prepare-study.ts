import { type Dataset, fingerprint } from '../data/dataset.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { FaultsError } from '../errors.ts';
import { prunerNamed } from '../pruners/catalogue.ts';
import { samplerNamed } from '../samplers/catalogue.ts';
import type { NewStudy } from '../store/store.ts';
import { taskMetrics } from '../study/objective.ts';
import { checkParameters, readSpace } from '../study/parse-space.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import { chooseBackend } from '../training/backend.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { trainingParameters } from '../training/training-parameters.ts';

/** What a command line may say over a space file. */
export interface Overrides {
  readonly space: string;
  readonly trials?: number | undefined;
  readonly seed?: number | undefined;
  readonly name?: string | undefined;
  readonly sampler?: string | undefined;
  readonly pruner?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
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
  const backend = await chooseBackend(spec.training.backend);
  return {
    dataset,
    study: {
      name: spec.name,
      spec,
      directory,
      backend: backend.name,
      versions: backend.versions,
      dataFingerprint: fingerprint(dataset),
    },
  };
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
