import type { Dataset } from '../../data/dataset.ts';
import { parcelParts } from '../../pool/parcel.ts';
import type { ParcelName } from '../../store/parcel-store.ts';
import type { Store, Study } from '../../store/store.ts';
import type { InitialWeights } from '../../training/initial-weights.ts';
import { chunksOf, parcelOf } from './parcel-chunks.ts';

/** The data that workers need besides the study's own row. */
export interface StudyData {
  readonly dataset: Dataset;
  readonly initial?: InitialWeights | undefined;
}

/**
 * Stores the data set and the initial weights of a study for workers on other machines. Only chunks that the database
 * has not are sent, so that a cut publication resumes, and studies of the same data share theirs. The data set may be
 * left out: workers then read it from its source.
 */
export async function publishStudyData(
  store: Store,
  { id }: Pick<Study, 'id'>,
  data: Partial<StudyData>,
): Promise<void> {
  for (const name of ['dataset', 'initial'] as const) {
    if (data[name] !== undefined) await publish(store, id, name, data[name]);
  }
}

async function publish(store: Store, studyId: number, name: ParcelName, value: unknown): Promise<void> {
  const parts = parcelParts(value);
  const parcel = await parcelOf(parts);
  const missing = new Set(await store.missingChunks(parcel.chunks));
  let at = 0;
  for (const chunk of missing.size > 0 ? chunksOf(parts) : []) {
    const hash = parcel.chunks[at++] as string;
    if (missing.delete(hash)) await store.putChunk(hash, chunk);
  }
  // Set last: a parcel that is there has all of its chunks.
  await store.setParcel(studyId, name, parcel);
}
