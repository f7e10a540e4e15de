import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { mostPacking } from '../gzip.ts';
import { ByteStream } from './byte-stream.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from './named-array.ts';
import { readNpy } from './npy.ts';

/** Reads the arrays of an NPZ file, a ZIP archive of NPY files, stored or deflated. FaultsError for any other file. */
export async function readNpz({ file, path }: { file: string; path: string }): Promise<NamedArray[]> {
  const zip = await opened(file, path);
  try {
    const arrays: NamedArray[] = [];
    for (const entry of await entriesOf(zip, file)) arrays.push(await readEntry(zip, entry, file));
    return arrays;
  } finally {
    zip.close();
  }
}

async function opened(file: string, path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true });
  } catch (error) {
    throw brokenZip({ file, field: '' }, error);
  }
}

async function entriesOf(zip: ZipFile, file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw brokenZip({ file, field: '' }, error);
  }
  if (entries.length === 0) throw arrayFault({ file, field: '' }, 'must hold an array');
  const foreign = entries.find(({ fileName }) => !fileName.endsWith('.npy'));
  if (foreign === undefined) return entries;
  const constraint = 'must be an NPZ file: all files in it are arrays in the NPY format';
  throw arrayFault({ file, field: foreign.fileName }, constraint);
}

async function readEntry(zip: ZipFile, entry: Entry, file: string): Promise<NamedArray> {
  const name = entry.fileName.slice(0, -'.npy'.length);
  const place = { file, field: name };
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  if (entry.isEncrypted()) throw arrayFault(place, 'must not be encrypted');
  if (uncompressedSize > compressedSize * mostPacking)
    throw arrayFault(place, `must not claim more than ${mostPacking} times its packed bytes`, {
      value: uncompressedSize,
    });
  if (compressionMethod !== 0 && compressionMethod !== 8)
    throw arrayFault(place, 'must be stored or deflated in the archive', {
      value: `method ${compressionMethod}`,
    });
  const stream = new ByteStream(place, await contentOf(zip, entry, place));
  try {
    const array = await readNpy(stream, name, place, { exact: uncompressedSize });
    if (stream.checksum !== entry.crc32)
      throw arrayFault(place, 'must have the content that its checksum in the archive is for');
    return array;
  } finally {
    await stream.close();
  }
}

async function contentOf(zip: ZipFile, entry: Entry, place: ArrayPlace): Promise<AsyncIterable<Buffer>> {
  try {
    return chunksOf(await zip.openReadStreamPromise(entry), place);
  } catch (error) {
    throw brokenZip(place, error);
  }
}

async function* chunksOf(stream: AsyncIterable<Buffer>, place: ArrayPlace): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw brokenZip(place, error);
  }
}

/** An error of the operating system, such as that of a failing disk, is passed on. */
function brokenZip(place: ArrayPlace, error: unknown): unknown {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && !code.startsWith('Z_')) return error;
  return arrayFault(place, `must be a whole ZIP archive (${message})`);
}
