import { createHash } from 'node:crypto';

/** A file's bytes as a list of chunks, each identified by its content. */
export interface ChunkedFile {
  readonly bytes: number;
  /** Bytes of each chunk but the last one. */
  readonly chunkBytes: number;
  /** The SHA-256 of each chunk, in order. */
  readonly chunks: readonly string[];
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Gigabytes take seconds to hash: heartbeats and signals are handled between two chunks. */
export function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
