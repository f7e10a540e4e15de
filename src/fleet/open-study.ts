import type { Dataset } from '../data/dataset.ts';
import { HpsearchError } from '../faults/errors.ts';
import type { Message } from '../faults/message.ts';
import type { TrialPool } from '../pool/pool.ts';
import { type Isolation, openPool } from '../runs/open-pool.ts';
import { fetchStudyData } from '../runs/parcels/fetch-study-data.ts';
import type { StudyData } from '../runs/parcels/publish-study-data.ts';
import { requireStudyArtifacts } from '../runs/study-artifacts.ts';
import { keepAll, type Store, type Study } from '../store/store.ts';
import { withoutModel } from '../study/study-spec.ts';
import { otherModule, otherSoftware } from './study-refusal.ts';

/** A study whose trials this process can train. */
export interface OpenedStudy {
  readonly study: Study;
  /** Null where the trials call a function. */
  readonly dataset: Dataset | null;
  readonly pool: TrialPool;
}

/** The reason why this machine does not train a study; its jobs are left to others. */
export interface RefusedStudy {
  readonly study: Study;
  readonly reason: Message;
}

/** How this process runs trials. */
export interface FleetPlace {
  readonly store: Store;
  /** The database's location, for the threads that record. */
  readonly database: string;
  /** Number of trials that run at once. */
  readonly slots: number;
  readonly isolation: Isolation;
  /** The folder of the space file on this machine; default: the study's own. */
  readonly directory?: string | undefined;
  /** True: studies are trained although they began with other versions or on another processor. */
  readonly acceptsVersions: boolean;
}

/** Opens a study of another process, or says why this machine cannot compute its trials as they would be there. */
export async function openStudyHere(stored: Study, place: FleetPlace): Promise<OpenedStudy | RefusedStudy> {
  const study = place.directory === undefined ? stored : { ...stored, directory: place.directory };
  try {
    const { model } = study.spec;
    if (model.kind === 'imported') return { study, reason: withoutModel(model.from) };
    const software = await otherSoftware(study);
    const reason = otherModule(study) ?? (place.acceptsVersions ? undefined : software);
    if (reason !== undefined) return { study, reason };
    await requireStudyArtifacts(place.store, study);
    const data = model.kind === 'objective' ? null : await fetchStudyData(place.store, study);
    return openedStudy(study, data, place);
  } catch (error) {
    if (!(error instanceof HpsearchError)) throw error;
    return { study, reason: error.text };
  }
}

/** A study whose data are in this process; null where the trials call a function. */
export function openedStudy(
  study: Study,
  data: StudyData | null,
  { database, slots, isolation }: Pick<FleetPlace, 'database' | 'slots' | 'isolation'>,
): OpenedStudy {
  const { spec, directory, backend } = study;
  // The number of weights to keep comes with each job.
  const common = { database, keep: keepAll, spec, directory };
  const { model } = spec;
  const places = { workers: slots, trainings: slots };
  if (data !== null) {
    const pool = openPool(isolation, places, { ...common, ...data, backend });
    return { study, dataset: data.dataset, pool };
  }
  if (model.kind !== 'objective') throw new Error(`a study of kind ${model.kind} runs on data`);
  return { study, dataset: null, pool: openPool(isolation, places, { ...common, model }) };
}
