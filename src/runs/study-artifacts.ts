import { randomUUID } from 'node:crypto';
import { UsageError } from '../faults/errors.ts';
import { reasonOf } from '../files/system-fault.ts';
import { optionFault } from '../files/target.ts';
import type { Store, Study } from '../store/store.ts';

/**
 * The located place that the user gave for artifacts, or HPSEARCH_ARTIFACTS; undefined when there is none. UsageError,
 * before anything else is written, when objects cannot be written there.
 */
export async function requireArtifacts(
  given: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const text = given ?? (environment.HPSEARCH_ARTIFACTS || undefined);
  if (text === undefined) return undefined;
  const { locateArtifacts, openArtifacts } = await import('../store/artifacts/open-artifacts.ts');
  try {
    const base = locateArtifacts(text);
    await openArtifacts(base).prepare();
    return base;
  } catch (error) {
    throw optionFault('artifacts', text, error);
  }
}

/**
 * Gives the study a folder of its own for artifacts below `base`, unless it has one there. Without `base` it keeps the
 * one that it has, which must be in reach. What is elsewhere already stays there.
 */
export async function settleArtifacts(store: Store, study: Study, base: string | undefined): Promise<void> {
  const settled = await store.artifactsPlace(study.id);
  if (base === undefined || settled?.startsWith(`${base}/`)) return requireStudyArtifacts(store, study);
  const { openArtifacts } = await import('../store/artifacts/open-artifacts.ts');
  // Studies of the same name may be in several databases.
  const place = `${base}/${plain(study.name)}-${randomUUID().slice(0, 8)}`;
  await openArtifacts(place).prepare();
  await store.setArtifacts(study.id, place);
}

/** UsageError when this machine cannot write where the study's artifacts are. */
export async function requireStudyArtifacts(store: Store, { id, name }: Study): Promise<void> {
  const place = await store.artifactsPlace(id);
  if (place === undefined) return;
  const { openArtifacts } = await import('../store/artifacts/open-artifacts.ts');
  try {
    await openArtifacts(place).check();
  } catch (error) {
    const reason = error instanceof UsageError ? error.message : `${place}: ${reasonOf(error)}`;
    throw new UsageError(`study '${name}' cannot store its weights: ${reason}`, { cause: error });
  }
}

/** The study's name in letters that every place accepts. */
function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
}
