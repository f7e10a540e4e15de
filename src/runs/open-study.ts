import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { moduleChanged } from '../modules/module-digest.ts';
import { storeExists } from '../store/open-store.ts';
import type { NewStudy, Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { differingFields } from '../study/compare-specs.ts';
import { modelTitle, withoutModel } from '../study/study-spec.ts';
import { changedFeatures } from './data/encode-data.ts';
import { perhapsDrawn } from './data/study-data.ts';
import { isRunnerAlive, thisRunner } from './runner.ts';

/** A study of that name, if the database exists and contains it; creates nothing. */
export async function peekStudy(database: string, name: string): Promise<Study | undefined> {
  if (!(await storeExists(database))) return undefined;
  return withStore(database, (store) => store.findStudy(name));
}

/**
 * Creates the study, or resumes the one of that name with the space's current human baseline, and makes this process
 * its only runner. UsageError when the name belongs to a study of another space, other data or another backend, when
 * the module has changed and `isModuleAccepted` is not set, or when another process runs the study.
 */
export async function openStudy(
  store: Store,
  wanted: NewStudy,
  isBackendPinned: boolean,
  isModuleAccepted = false,
): Promise<Study> {
  const existing = await store.findStudy(wanted.name);
  if (existing !== undefined) {
    checkSame(existing, wanted, isBackendPinned);
    if (!isModuleAccepted) checkModule(existing, wanted);
  }
  const leased = await leaseStudy(store, existing ?? (await store.createStudy(wanted)));
  // A process that was killed may have left records that are not on the disk, and they are told as done.
  if (existing !== undefined) await store.sync();
  const study = isModuleAccepted ? await acceptModule(store, leased, wanted) : leased;
  const { humanBaseline } = wanted.spec;
  const isSame = isDeepStrictEqual(study.spec.humanBaseline, humanBaseline);
  return isSame ? study : store.setHumanBaseline(study.id, humanBaseline);
}

/** Makes this process the study's only runner. UsageError when another one runs it. */
export async function leaseStudy(store: Store, study: Study): Promise<Study> {
  const other = await store.lease(study.id, thisRunner(), isRunnerAlive);
  if (other !== undefined) {
    throw new UsageError(`study '${study.name}' is being run by process ${other.processId} on ${other.host}`);
  }
  return study;
}

function checkModule({ spec: { model } }: Study, { spec: wanted }: NewStudy): void {
  const [then, now] = [model, wanted.model].map((each) => ('module' in each ? each.digest : undefined));
  if (then !== undefined && now !== undefined && then !== now) throw moduleChanged(modelTitle(model));
}

async function acceptModule(store: Store, study: Study, wanted: NewStudy): Promise<Study> {
  const { model } = wanted.spec;
  if (!('module' in model) || model.digest === undefined) return study;
  return store.setModuleDigest(study.id, model.digest);
}

function checkSame(existing: Study, wanted: NewStudy, isBackendPinned: boolean): void {
  const wayOut = message`another ${option('name')} makes a new study`;
  const { model } = existing.spec;
  if (model.kind === 'imported') throw new UsageError(message`${withoutModel(model.from)}; ${wayOut}`);
  const fields = differingFields(existing.spec, wanted.spec);
  if (fields.length > 0) {
    throw new UsageError(
      message`study '${existing.name}' exists with a different space: ${fields.join(', ')}; ${wayOut}`,
    );
  }
  const [then, now] = [existing, wanted].map(({ pipeline }) => pipeline?.features);
  if (now !== undefined && then?.digest !== now.digest) {
    throw new UsageError(message`${changedFeatures(now.model).text}; ${wayOut}`);
  }
  if (existing.dataFingerprint !== wanted.dataFingerprint) {
    throw new UsageError(
      message`study '${existing.name}' was started on other data than its source holds now${perhapsDrawn(existing)}; ${wayOut}`,
    );
  }
  if (isBackendPinned && existing.backend !== wanted.backend) {
    const constraint = 'one study computes on one backend';
    throw new UsageError(
      message`study '${existing.name}' runs on ${existing.backend}, and ${option('backend')} is ${wanted.backend}: ${constraint}; ${wayOut}`,
    );
  }
}
