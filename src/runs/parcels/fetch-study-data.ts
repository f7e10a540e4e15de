import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { cachedFile } from '../../files/chunk-cache/cached-file.ts';
import { hashOf } from '../../files/chunk-cache/chunked-file.ts';
import { ownFolder } from '../../files/own-folder.ts';
import { receiveParcel } from '../../pool/parcel.ts';
import { DatabaseError } from '../../store/database-error.ts';
import type { Parcel, ParcelName } from '../../store/parcel-store.ts';
import type { Store, Study } from '../../store/store.ts';
import { reopenData } from '../reopen-study.ts';
import type { StudyData } from './publish-study-data.ts';

/** The folder in which a machine keeps the data sets that it has fetched. */
export function dataCache(environment?: NodeJS.ProcessEnv): string {
  return join(ownFolder(environment), 'data');
}

/**
 * The data of a study that another machine coordinates, on memory that threads share: those that were published, or from
 * their source if the data set was not. UsageError or FaultsError when they cannot be had here.
 */
export async function fetchStudyData(
  store: Store,
  study: Study,
  folder: string = dataCache(),
): Promise<StudyData> {
  const initial = await fetched(store, study, 'initial', folder);
  const dataset = (await fetched(store, study, 'dataset', folder)) ?? (await reopenData(study));
  return { dataset, ...(initial !== undefined && { initial }) } as StudyData;
}

const titles = { dataset: 'the data set', initial: 'the initial weights' } as const;

async function fetched(
  store: Store,
  { id, name: study }: Study,
  name: ParcelName,
  folder: string,
): Promise<unknown> {
  const parcel = await store.parcel(id, name);
  if (parcel === undefined) return undefined;
  const title = `${titles[name]} of study '${study}'`;
  const path = await cachedFile(folder, parcel, (index) => soundChunk(store, parcel, index, title), title);
  const file = openSync(path, 'r');
  try {
    return receiveParcel(file);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const gigabytes = (parcel.bytes / 1e9).toFixed(1);
    throw new UsageError(`${title} does not fit into memory: it takes ${gigabytes} GB`, { cause });
  } finally {
    closeSync(file);
  }
}

async function soundChunk(
  store: Store,
  { chunks }: Parcel,
  index: number,
  title: string,
): Promise<Uint8Array> {
  const hash = chunks[index] as string;
  const bytes = await store.chunk(hash);
  if (bytes !== undefined && hashOf(bytes) === hash) return bytes;
  const fault = bytes === undefined ? 'missing' : 'damaged';
  throw new DatabaseError(
    `${title} is not whole in the database: chunk ${index + 1} of ${chunks.length} is ${fault}`,
  );
}
