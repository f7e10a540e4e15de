import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FaultsError } from '../../faults/errors.ts';

/** Deflate cannot pack more: 258 bytes take at least two bits. */
export const mostPacking = 1032;

export function isGzip(opening: Buffer): boolean {
  return opening[0] === 0x1f && opening[1] === 0x8b;
}

/** The uncompressed content of a gzip stream. Read it with `readPieces`, which reports errors. */
export function unpacked(packed: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  // A pipe does not pass errors on.
  packed.on('error', (error) => gunzip.destroy(error));
  return packed.pipe(gunzip);
}

/** The chunks of a stream; a FaultsError where it cannot be decompressed. */
export async function* readPieces<Piece>(file: string, stream: Readable): AsyncGenerator<Piece> {
  try {
    yield* stream as AsyncIterable<Piece>;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    throw new FaultsError([
      { file, field: '', constraint: `must be whole: gzip cannot unpack it (${message})` },
    ]);
  }
}
