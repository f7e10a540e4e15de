import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { reasonOf, systemFault } from '../system-fault.ts';
import { makeRoom } from './cache-room.ts';
import { type ChunkedFile, hashOf, otherWork } from './chunked-file.ts';

/** Resolves to the bytes of the chunk in this place of the list, or rejects. */
export type FetchChunk = (index: number) => Promise<Uint8Array>;

/** Each verification that fails is followed by a repair; a disk that fails again keeps nothing. */
const mostRepairs = 3;

/** The data may be confidential. */
const mode = 0o600;

/**
 * The path of a file in `folder` with these chunks, verified by their hashes; what is not there is fetched first.
 * Processes may do this at once, and an interrupted one leaves a file that the next one completes. UsageError when the
 * folder cannot be written. `title` names the content in messages.
 */
export async function cachedFile(
  folder: string,
  chunked: ChunkedFile,
  fetch: FetchChunk,
  title: string,
): Promise<string> {
  const path = join(folder, hashOf(chunked.chunks.join('\n')));
  const part = `${path}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let repairs = 0; !(await isWhole(path, chunked)); repairs++) {
      if (repairs === mostRepairs) throw new UsageError(`${path} changes whenever it is written`);
      // The intact chunks of a damaged file need not be fetched again.
      await unlessMissing(rename(path, part));
      await makeRoom(part, chunked.bytes);
      await complete(part, chunked, fetch);
      // Another process may have completed and renamed the same file.
      await unlessMissing(rename(part, path));
    }
    // Changes the time by which the cache is ordered.
    await chmod(path, mode);
    return path;
  } catch (error) {
    // A fault of the source, such as a lost connection, keeps its own message and what is there already.
    if (error instanceof UsageError || systemFault(error) === undefined) throw error;
    await rm(part, { force: true }).catch(() => {});
    const place = 'HPSEARCH_HOME names another place';
    throw new UsageError(
      `cannot keep ${title}, ${megabytes(chunked.bytes)}, in ${folder}: ${reasonOf(error)}; ${place}`,
      { cause: error },
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

async function isWhole(path: string, chunked: ChunkedFile): Promise<boolean> {
  const file = await unlessMissing(open(path, 'r'));
  if (file === undefined) return false;
  try {
    if ((await file.stat()).size !== chunked.bytes) return false;
    for await (const { isIntact } of chunksIn(file, chunked)) if (!isIntact) return false;
    return true;
  } finally {
    await file.close();
  }
}

/**
 * Writes the chunks that the file has not. Processes write the same bytes to the same places, so that none of them has
 * to wait for another.
 */
async function complete(path: string, chunked: ChunkedFile, fetch: FetchChunk): Promise<void> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, mode);
  try {
    for await (const { index, start, isIntact } of chunksIn(file, chunked)) {
      if (isIntact) continue;
      const bytes = await fetch(index);
      await file.write(bytes, 0, bytes.length, start);
    }
    await file.truncate(chunked.bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

interface ChunkInFile {
  readonly index: number;
  readonly start: number;
  /** True when the file has the chunk's bytes in this place. */
  readonly isIntact: boolean;
}

async function* chunksIn(file: FileHandle, chunked: ChunkedFile): AsyncGenerator<ChunkInFile> {
  const buffer = new Uint8Array(chunked.chunkBytes);
  for (const [index, hash] of chunked.chunks.entries()) {
    const start = index * chunked.chunkBytes;
    const length = Math.min(chunked.chunkBytes, chunked.bytes - start);
    const { bytesRead } = await file.read(buffer, 0, length, start);
    const isIntact = bytesRead === length && hashOf(buffer.subarray(0, length)) === hash;
    yield { index, start, isIntact };
    await otherWork();
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
