import { fileURLToPath } from 'node:url';
import { chooseMembers } from '../serving/choose-members.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { withStoredModels } from '../serving/stored-model.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { StoredModel } from './stored-study.ts';

export interface OpenedModel {
  readonly store: Store;
  readonly study: Study;
  readonly served: ServedModel;
}

/** Brings the model back for as long as `use` takes. UsageError when it is not there, or its weights were not kept. */
export function withStudyModel<T>(
  { db = defaultDatabase(), study: name, model }: StoredModel,
  use: (opened: OpenedModel) => Promise<T>,
): Promise<T> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const choice = await chooseMembers(store, study, model === undefined ? undefined : String(model));
    return withStoredModels(choice, ({ served }) => use({ store, study, served }));
  });
}

/** The path of a file, which may be given as a file URL. */
export function pathOf(file: string | URL): string {
  return file instanceof URL ? fileURLToPath(file) : file;
}
