import { join } from 'node:path';
import type { Options } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { chooseMembers } from '../serving/choose-members.ts';
import { exportedFiles, isExported, withExportedModel } from '../serving/exported-model.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { type OpenedModels, withStoredModels } from '../serving/stored-model.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { storeExists } from '../store/open-store.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { BackendName } from '../study/study-spec.ts';
import { flagCheck } from './flag-fault.ts';
import { placeFlags } from './place-flags.ts';

export const modelOption = {
  type: 'string',
  requiresArg: true,
  coerce: flagCheck(oneModel),
  defaultDescription: 'the best trial',
  describe: "a trial's number, an ensemble's name, student (the newest), or an exported folder",
} as const satisfies Options;

export interface ModelFlags {
  readonly model: string | undefined;
  readonly study: string | undefined;
  readonly db: string;
}

/** A study's models with their store, which an exported folder does without. */
export interface StudyModel extends OpenedModels {
  readonly store: Store;
}

/** What a command reads that is given a model: never to be written over. */
export function readsOf({ model, db }: ModelFlags, ofStudy: OpenedModels | undefined): string[] {
  const study = ofStudy?.choice.study;
  return [
    ...(model === undefined ? [] : [model, ...Object.values(exportedFiles).map((name) => join(model, name))]),
    ...[db, ...(study === undefined ? [] : studyPaths(study.spec, study.directory))],
  ];
}

function oneModel(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value as string | undefined;
  throw new UsageError(`--model: must name one model, got ${JSON.stringify(value)}`);
}

/** Opens the model that the flags name for as long as `use` takes; of an exported folder there is no study. */
export async function withModel<T>(
  flags: ModelFlags,
  use: (served: ServedModel, ofStudy: StudyModel | undefined) => Promise<T>,
): Promise<T> {
  const { model } = flags;
  if (model !== undefined && isExported(model) && !(await isOfStudy(model, flags))) {
    return withExportedModel(model, (served) => use(served, undefined));
  }
  return withStudyModel(flags, (opened) => use(opened.served, opened));
}

/** A trial, or an ensemble that was exported to a folder of its name, is the study's; a path never is. */
async function isOfStudy(model: string, { study: name, db }: ModelFlags): Promise<boolean> {
  if (/[/\\]/.test(model) || !(await storeExists(db))) return false;
  if (/^\d+$/.test(model)) return true;
  return withStore(db, async (store) => {
    const study = await store.findStudy(name);
    return study !== undefined && (await store.findEnsemble(study.id, model)) !== undefined;
  });
}

/** As `withModel`, of a study alone, and on its backend or another one. */
export function withStudyModel<T>(
  { model, study: name, db }: ModelFlags,
  use: (opened: StudyModel) => Promise<T>,
  backend?: BackendName,
): Promise<T> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const choice = await chooseMembers(store, study, model, placeFlags({ study: name, db }));
    return withStoredModels(choice, (opened) => use({ ...opened, store }), backend);
  });
}
