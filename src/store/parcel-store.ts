import type { ChunkedFile } from '../files/chunk-cache/chunked-file.ts';

/** The data that the workers of a study need besides its row, as chunks that studies share. */
export type Parcel = ChunkedFile;

export type ParcelName = 'dataset' | 'initial';

/** The part of a store that holds the data of studies for workers on other machines. */
export interface ParcelStore {
  /** Stores bytes, once for all studies, under their SHA-256. */
  putChunk(hash: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when no bytes have this hash. */
  chunk(hash: string): Promise<Uint8Array | undefined>;
  /** Those of these hashes under which there are no bytes. */
  missingChunks(hashes: readonly string[]): Promise<string[]>;
  /** Sets a parcel of the study in place of an earlier one. */
  setParcel(studyId: number, name: ParcelName, parcel: Parcel): Promise<void>;
  /** Undefined when it has not been set. */
  parcel(studyId: number, name: ParcelName): Promise<Parcel | undefined>;
}
