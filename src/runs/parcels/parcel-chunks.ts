import { hashOf, otherWork } from '../../files/chunk-cache/chunked-file.ts';
import type { Parcel } from '../../store/parcel-store.ts';

/** Small enough for one message to a database, and large enough that its round trip costs little. */
const defaultChunkBytes = 4 * 2 ** 20;

/**
 * The bytes of the parts, one after the other, in chunks; the last one may be shorter. All chunks use the same memory,
 * so that a caller must be done with one before it takes the next.
 */
export function* chunksOf(
  parts: readonly Uint8Array[],
  chunkBytes = defaultChunkBytes,
): Generator<Uint8Array> {
  const chunk = new Uint8Array(chunkBytes);
  let filled = 0;
  for (const part of parts) {
    for (let taken = 0; taken < part.length; ) {
      const piece = part.subarray(taken, taken + chunkBytes - filled);
      chunk.set(piece, filled);
      taken += piece.length;
      filled += piece.length;
      if (filled < chunkBytes) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** The description of the parts as chunks. */
export async function parcelOf(
  parts: readonly Uint8Array[],
  chunkBytes = defaultChunkBytes,
): Promise<Parcel> {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  const chunks: string[] = [];
  for (const chunk of chunksOf(parts, chunkBytes)) {
    chunks.push(hashOf(chunk));
    await otherWork();
  }
  return { bytes, chunkBytes, chunks };
}
