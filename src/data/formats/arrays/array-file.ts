import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { beginningOf } from '../../../files/file-kind.ts';
import { isGzip, mostPacking, readPieces, unpacked } from '../gzip.ts';
import { ByteStream } from './byte-stream.ts';
import { readIdx } from './idx.ts';
import { arrayFault, type NamedArray } from './named-array.ts';
import { readNpy } from './npy.ts';

interface FilePlace {
  /** The file's name in faults. */
  readonly file: string;
  readonly path: string;
}

const npyMagic = '\x93NUMPY';
const zipMagic = 'PK';
const idxName = /idx\d+-ubyte(\.gz)?$|\.idx\d*(\.gz)?$/i;

/** True for the name of a file of arrays: .npz, .npy, .idx, or MNIST's `train-images-idx3-ubyte.gz`. */
export function isArrayName(path: string): boolean {
  return /\.np[yz]$/i.test(path) || idxName.test(basename(path));
}

/** Whether a file's name says that it is of the IDX format. */
export function isIdxName(path: string): boolean {
  return idxName.test(basename(path));
}

/**
 * The arrays of a file, judged by its first bytes: those of an NPZ by their names, and the one of an NPY or IDX file,
 * which may be packed with gzip, by the file's without its endings.
 */
export async function readArrayFile({ file, path }: FilePlace): Promise<NamedArray[]> {
  const opening = beginningOf(path, 8);
  if (opening.subarray(0, 2).toString('latin1') === zipMagic) {
    // Imported lazily, since most data are no ZIP archives.
    const { readNpz } = await import('./npz.ts');
    return readNpz({ file, path });
  }
  const place = { file, field: '' };
  const isPacked = isGzip(opening);
  const isNumpy = opening.toString('latin1').startsWith(npyMagic);
  if (!isPacked && !isNumpy && (opening.length < 4 || opening.readUInt16BE(0) !== 0))
    throw arrayFault(place, 'must be a file of arrays: NPZ, NPY or IDX');
  const { size } = await stat(path);
  const raw = createReadStream(path, { highWaterMark: 2 ** 20 });
  const stream = new ByteStream(place, readPieces<Buffer>(file, isPacked ? unpacked(raw) : raw));
  const bytes = isPacked ? { most: size * mostPacking } : { exact: size };
  const name = basename(path)
    .replace(/\.gz$/i, '')
    .replace(/(\.|-)(npy|idx\d*(-ubyte)?)$/i, '');
  try {
    return [await (isNumpy ? readNpy : readIdx)(stream, name, place, bytes)];
  } finally {
    await stream.close();
  }
}
