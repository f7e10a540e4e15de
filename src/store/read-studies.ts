import type { ArtifactsReport, DatabaseReport } from '../reports/doctor-report.ts';
import type { Store } from './store.ts';

/**
 * The studies of a store, with each row parsed, which finds faults that no check of a database can. What cannot be read
 * is added to `faults`.
 */
export async function readStudies(
  open: () => Promise<Store>,
  faults: string[],
  messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)),
): Promise<DatabaseReport['studies']> {
  const studies: DatabaseReport['studies'][number][] = [];
  try {
    const store = await open();
    try {
      for (const { id, name } of await store.studies()) {
        const trials = (await store.trials(id)).length;
        await store.ensembles(id);
        // The study is listed also where its artifacts cannot be reached.
        const artifacts = await artifactsOf(store, id, faults).catch((error) => {
          faults.push(`study ${name}: its artifacts: ${messageOf(error)}`);
          return [];
        });
        studies.push({ name, trials, ...(artifacts.length > 0 && { artifacts }) });
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    faults.push(messageOf(error));
  }
  return studies;
}

async function artifactsOf(store: Store, studyId: number, faults: string[]): Promise<ArtifactsReport[]> {
  const place = await store.artifactsPlace(studyId);
  const listed = await store.artifacts(studyId);
  if (place === undefined && listed.length === 0) return [];
  const { inspectArtifacts } = await import('./artifacts/inspect-artifacts.ts');
  return inspectArtifacts(listed, place, faults);
}
