import { type Dataset, fingerprint } from '../data/dataset.ts';
import { pipelineOf, readSource, type SourceRows } from '../data/load-dataset.ts';
import { tableSchema } from '../data/table-schema.ts';
import { FaultsError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { TableSchema } from '../reports/table-schema.ts';
import { extensionOf } from '../runs/asked-of-study.ts';
import { encodeData, featuresNote } from '../runs/data/encode-data.ts';
import { peekStudy } from '../runs/open-study.ts';
import { softwareOf } from '../runs/software.ts';
import { samplerOf } from '../samplers/catalogue.ts';
import { firstConfigurations } from '../samplers/configuration.ts';
import { requireWritableStore } from '../store/open-store.ts';
import type { NewStudy, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { withBegun } from '../study/compare-specs.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import { ownDirections } from '../study/search/own-directions.ts';
import { schedulerMethod } from '../study/search/search-spec.ts';
import type { Configuration } from '../study/search-space.ts';
import { stageAt, stagedSpec } from '../study/stages/staged-spec.ts';
import { type StudySpec, type WrittenSpec, whyNoModels } from '../study/study-spec.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { checkColumns, checkImageSize } from './check-columns.ts';
import { checkFamily } from './check-family.ts';
import { checkScheduler, checkSteps } from './check-scheduler.ts';
import { checkLabelSmoothing, checkTask } from './check-task.ts';
import type { ChosenBackend } from './choose-backend.ts';
import { completeSearch } from './complete-search.ts';
import { decideEpochs, trainedRows, withoutEpochs } from './decide-epochs.ts';
import { checkInputs } from './inputs/check-inputs.ts';
import { tryMetrics } from './metrics/try-metrics.ts';
import { type PreparedWeights, prepareInitialWeights } from './prepare-initial-weights.ts';
import { type Overrides, type PreparedSpec, prepareSpec } from './prepare-spec.ts';
import { beginStages } from './stages/begin-stages.ts';
import type { StagePlan } from './stages/stage-plan.ts';
import { studyBaselines } from './study-baselines.ts';

export interface PreparedStudy {
  readonly study: NewStudy;
  /** Null where the trials call a function. */
  readonly dataset: Dataset | null;
  /** The models' initial weights; absent when all are drawn. */
  readonly initial?: PreparedWeights;
  /** How the table was read; absent for images and functions. */
  readonly schema?: TableSchema;
  /** How long the trials train, where that was decided by the rows. */
  readonly epochsNote?: string;
  /** That the scheduler has its former name. */
  readonly schedulerNote?: string;
  /** How many configurations there are, where that limits the trials. */
  readonly trialsNote?: string;
  /** The number of configurations, where the search ends for want of others. */
  readonly configurations?: number;
  /** The stages of the search; absent where it has none. */
  readonly plan?: StagePlan;
}

/** With the additional input of the checks, which a search does not need. */
export interface CheckableStudy extends PreparedStudy {
  readonly dataset: Dataset;
  /** The rows before preprocessing. */
  readonly source: SourceRows;
}

interface PreparedModels {
  readonly prepared: CheckableStudy;
  /** The study of this name that the store holds already. */
  readonly existing: Study | undefined;
}

export interface PreparingWatch {
  /** Called with the space of a new study of models, before its data are read. */
  readonly onSpace?: ((spec: WrittenSpec) => void) | undefined;
  /** Called before the baselines are fitted, once no error is left. */
  readonly onModels?: ((prepared: PreparedStudy) => void) | undefined;
}

/** Finds every error before a file is created. */
export async function prepareSearch(
  overrides: Overrides,
  watch: PreparingWatch = {},
): Promise<CheckableStudy | PreparedStudy> {
  if (overrides.db !== undefined) await requireWritableStore(overrides.db);
  const read = await prepareSpec(overrides);
  if (read.spec.model.kind !== 'objective')
    return withBaselines(await prepareModels(read, overrides, watch), watch);
  const { directory } = read;
  const existing = await existingStudy(overrides, read.spec);
  if (existing === undefined) refuseMisspelt(read);
  const resumed = await begun(withoutEpochs(read.spec), existing, overrides);
  const { spec, ...notes } = completeSearch(
    await beginStages(resumed, existing !== undefined, read, overrides),
  );
  checkSteps(read.spec, read, schedulerMethod(spec));
  checkScheduler(spec, read, overrides);
  if (overrides.backend !== undefined && overrides.backend !== 'auto') {
    throw new UsageError(message`${option('backend')}: must be left out: ${whyNoModels(spec.model) ?? ''}`);
  }
  const nothing = { backend: 'cpu', backendTimings: {}, dataFingerprint: '' } as const;
  const versions = await softwareOf(null);
  const study = { name: spec.name, spec, directory, versions, ...nothing };
  return { study, dataset: null, ...notes, ...noteOf(read) };
}

function noteOf({ schedulerNote }: Pick<PreparedSpec, 'schedulerNote'>) {
  return schedulerNote === undefined ? {} : { schedulerNote };
}

/** With the baselines of a table, unless the space has none or the study exists already, with its own. */
async function withBaselines(
  { prepared, existing }: PreparedModels,
  watch: PreparingWatch,
): Promise<CheckableStudy> {
  const { study, dataset } = prepared;
  if (study.spec.baselines === false || columnsOf(dataset.preprocessing) === undefined) return prepared;
  if (existing !== undefined) return prepared;
  const { model } = study.spec;
  const hasOwn = Object.keys(ownDirections(model)).length > 0;
  const own = hasOwn ? (await loadFamily(model, study.directory)).metrics : undefined;
  watch.onModels?.(prepared);
  const baselines = studyBaselines(dataset, study.spec, { source: prepared.source, own });
  return { ...prepared, study: { ...study, baselines } };
}

/** Like `prepareSearch`, for a study with models. UsageError when it has none. */
export async function prepareStudy(overrides: Overrides): Promise<CheckableStudy> {
  const read = await prepareSpec(overrides);
  const reason = whyNoModels(read.spec.model);
  if (reason !== undefined) throw new UsageError(`'${read.spec.name}': ${reason}`);
  return (await prepareModels(read, overrides)).prepared;
}

/** The study of this name that the store of the options holds already. */
async function existingStudy({ db }: Overrides, { name }: WrittenSpec): Promise<Study | undefined> {
  return db === undefined ? undefined : peekStudy(db, name);
}

/** For new studies alone: one that has begun goes on as it is. */
function refuseMisspelt({ misspelt }: Pick<PreparedSpec, 'misspelt'>): void {
  if (misspelt.length > 0) throw new FaultsError(misspelt);
}

/** With what the existing study has decided already, and with as many trials as people have asked for. */
async function begun<Spec extends WrittenSpec>(
  spec: Spec,
  existing: Study | undefined,
  { db }: Overrides,
): Promise<Spec> {
  if (existing === undefined || db === undefined) return spec;
  const resumed = withBegun(spec, existing.spec);
  const asked = extensionOf(await withStore(db, (store) => store.requests(existing.id)));
  const trials = Math.max(resumed.search.trials, asked);
  return { ...resumed, search: { ...resumed.search, trials } };
}

async function prepareModels(
  { spec: read, directory, ...space }: PreparedSpec,
  overrides: Overrides,
  watch: PreparingWatch = {},
): Promise<PreparedModels> {
  const { db } = overrides;
  const existing = await existingStudy(overrides, read);
  if (existing === undefined) refuseMisspelt(space);
  const staged = await beginStages(
    await begun(read, existing, overrides),
    existing !== undefined,
    { directory, ...space },
    overrides,
  );
  const { spec: written, ...notes } = completeSearch(staged);
  if (existing === undefined) watch.onSpace?.(written);
  const given = typeof overrides.space === 'string' ? undefined : overrides.space.source;
  const source = given ?? (await readSource(written.data, directory));
  const { encoded, dataset, features } = await encodeData(source, written.data, directory);
  checkTask(written, dataset, space);
  checkFamily(written, dataset, space);
  // A study that an older version began goes on as it is.
  if (existing === undefined) checkLabelSmoothing(written, dataset, space);
  await tryMetrics(written.model, directory, dataset);
  const schema = tableSchema(source.raw, encoded.preprocessing);
  checkColumns(written, encoded, schema, space);
  checkImageSize(written, encoded, space);
  checkInputs(written, encoded, schema, space);
  const decided = decideEpochs(written, trainedRows(source.rows), existing?.spec.training);
  let { spec } = decided;
  checkScheduler(spec, space, overrides);
  const configurations = firstConfigurations(
    samplerOf(spec.search.sampler),
    stagedSpec(spec, stageAt(spec.search, 0)),
    5,
  );
  const { backend, timings } = await backendFor({ spec, directory, dataset, existing, configurations });
  const place = { directory, db, backend, dataset, configurations };
  const initial = await prepareInitialWeights(spec, place, space);
  if (initial !== undefined) spec = { ...spec, initFrom: initial.spec };
  const prepared = {
    ...(initial && { initial }),
    ...(schema && { schema }),
    ...notes,
    ...(decided.note !== undefined && { epochsNote: decided.note }),
    ...noteOf(space),
    dataset,
    source: features ? { ...source, notes: [...(source.notes ?? []), featuresNote(features)] } : source,
    study: {
      name: spec.name,
      spec,
      directory,
      backend,
      backendTimings: timings,
      versions: await softwareOf(backend),
      dataFingerprint: fingerprint(dataset),
      pipeline: { ...pipelineOf(source, encoded, spec.data), ...(features && { features }) },
    },
  };
  return { prepared, existing };
}

/** The pinned backend; else that of the existing study; else the fastest. */
async function backendFor({
  spec,
  directory,
  dataset,
  existing,
  configurations,
}: {
  readonly spec: StudySpec;
  readonly directory: string;
  readonly dataset: Dataset;
  readonly existing: Study | undefined;
  readonly configurations: readonly Configuration[];
}): Promise<ChosenBackend> {
  const pinned = spec.training.backend;
  if (pinned !== 'auto') return { backend: pinned, timings: {} };
  if (existing !== undefined) {
    return { backend: existing.backend, timings: existing.backendTimings };
  }
  const family = await loadFamily(spec.model, directory);
  // Imported lazily: it trains, which a backend that is pinned or known does not need in this thread.
  const { chooseBackend } = await import('./choose-backend.ts');
  return chooseBackend({ spec, family, dataset, configurations });
}
