import type { SourceRows } from '../data/load-dataset.ts';
import { UsageError } from '../faults/errors.ts';
import type { Store, Study } from '../store/store.ts';
import { whyNoModels } from '../study/study-spec.ts';
import { openBackend } from '../training/backend.ts';
import { loadFamily } from '../training/models/user-module.ts';
import type { ModelSource } from '../training/stored-model.ts';
import { readStudyData } from './data/study-data.ts';

export interface StudyModels extends ModelSource {
  readonly store: Store;
  readonly study: Study;
  /** The rows before preprocessing. */
  readonly source: SourceRows;
}

/** Everything needed to rebuild a study's stored models. UsageError when its data have changed. */
export async function openModels(store: Store, study: Study): Promise<StudyModels> {
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  const [{ source, dataset }, backend, family] = await Promise.all([
    readStudyData(study),
    openBackend(study.backend),
    loadFamily(study.spec.model, study.directory),
  ]);
  return { store, study, source, dataset, backend, family };
}
