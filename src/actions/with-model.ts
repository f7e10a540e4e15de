import { join } from 'node:path';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { chooseMembers } from '../serving/choose-members.ts';
import { exportedFiles, isExported, withExportedModel } from '../serving/exported-model.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { type OpenedModels, withStoredModels } from '../serving/stored-model.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { storeExists } from '../store/open-store.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { BackendName } from '../study/study-spec.ts';

/** The name of a model: a trial's number, an ensemble's name, 'student', or an exported folder. */
export interface NamedModel {
  readonly model?: string | undefined;
  readonly study?: string | undefined;
  readonly db: string;
}

/** A study's models with their store; an exported folder has none. */
export interface StudyModel extends OpenedModels {
  readonly store: Store;
}

/** The files that an action reads to open a model: they must never be overwritten. */
export function readsOf({ model, db }: NamedModel, ofStudy: OpenedModels | undefined): string[] {
  const study = ofStudy?.choice.study;
  return [
    ...(model === undefined ? [] : [model, ...Object.values(exportedFiles).map((name) => join(model, name))]),
    ...[db, ...(study === undefined ? [] : studyPaths(study.spec, study.directory))],
  ];
}

/** Opens the model for as long as `use` takes; an exported folder belongs to no study. */
export async function withModel<T>(
  named: NamedModel,
  use: (served: ServedModel, ofStudy: StudyModel | undefined) => Promise<T>,
): Promise<T> {
  const { model } = named;
  if (model !== undefined && (await isExportedModel(model, named))) {
    refuseStudy(model, named);
    return withExportedModel(model, (served) => use(served, undefined));
  }
  return withStudyModel(named, (opened) => use(opened.served, opened));
}

/** The database of the environment is no mistake. */
function refuseStudy(model: string, { study, db }: NamedModel): void {
  const superfluous = study !== undefined ? 'study' : db !== defaultDatabase() ? 'db' : undefined;
  if (superfluous === undefined) return;
  throw new UsageError(
    message`${option(superfluous)}: must be left out: ${model} is an exported model, which belongs to no study`,
  );
}

/** True for an exported folder, unless the study has a model of that name. */
export async function isExportedModel(model: string, named: NamedModel): Promise<boolean> {
  return isExported(model) && !(await isOfStudy(model, named));
}

/** A trial, or an ensemble that was exported to a folder of its name, belongs to the study; a path never does. */
async function isOfStudy(model: string, { study: name, db }: NamedModel): Promise<boolean> {
  if (/[/\\]/.test(model) || !(await storeExists(db))) return false;
  if (/^\d+$/.test(model)) return true;
  return withStore(db, async (store) => {
    const study = await store.findStudy(name);
    return study !== undefined && (await store.findEnsemble(study.id, model)) !== undefined;
  });
}

/** Opens a model of a study, on the study's backend or another one. */
export function withStudyModel<T>(
  { model, study: name, db }: NamedModel,
  use: (opened: StudyModel) => Promise<T>,
  backend?: BackendName,
): Promise<T> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const choice = await chooseMembers(store, study, model);
    return withStoredModels(choice, (opened) => use({ ...opened, store }), backend);
  });
}
