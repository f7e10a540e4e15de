import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import { isGzip, readPieces, unpacked } from './gzip.ts';
import { emptyFile } from './read-ahead.ts';

/** A table's path, and its name in faults. */
export interface TablePlace {
  readonly file: string;
  readonly path: string;
}

/** A file that holds a table of any format, gzipped or not. */
export interface TableFile extends TablePlace {
  readonly isPacked: boolean;
  readonly bytes: number;
  /** The file name's extension with its dot, in lower case, without `.gz`; empty where there is none. */
  readonly ending: string;
  /** The first 64 kB, uncompressed. */
  readonly opening: Buffer;
  readonly encoding: 'utf8' | 'utf16le';
}

/** A chunk of a file's text, and the fraction of the file read so far, 0 to 1. */
interface TextPiece {
  readonly text: string;
  readonly fraction: number;
}

const openingBytes = 65_536;
const byteOrderMark = '\ufeff';

/** FaultsError for a file that is not regular, is empty, or cannot be decompressed. */
export async function openTableFile({ file, path }: TablePlace): Promise<TableFile> {
  const found = await stat(path);
  if (!found.isFile()) {
    const constraint = 'must be a file: what comes through a pipe or a device cannot be read';
    throw new FaultsError([{ file, field: '', constraint }]);
  }
  const packed = await firstBytes(file, path, false);
  const isPacked = isGzip(packed);
  const opening = isPacked ? await firstBytes(file, path, true) : packed;
  if (opening.length === 0) throw emptyFile(file);
  const isUtf16 = opening.length >= 2 && opening.readUInt16LE() === 0xfeff;
  return {
    ...{ file, path, isPacked, opening, bytes: found.size },
    ending: extname(path.replace(/\.gz$/i, '')).toLowerCase(),
    encoding: isUtf16 ? 'utf16le' : 'utf8',
  };
}

/** Streams the text of a file on demand; UTF-8, or UTF-16LE with a byte order mark, which is dropped. */
export async function* readText({
  file,
  path,
  isPacked,
  bytes,
  encoding,
}: TableFile): AsyncGenerator<TextPiece> {
  const source = createReadStream(path);
  const stream = isPacked ? unpacked(source) : source;
  stream.setEncoding(encoding);
  let isBegun = false;
  try {
    for await (const piece of readPieces<string>(file, stream)) {
      const text = isBegun || !piece.startsWith(byteOrderMark) ? piece : piece.slice(1);
      isBegun = true;
      yield { text, fraction: Math.min(1, source.bytesRead / bytes) };
    }
  } finally {
    source.destroy();
  }
}

async function firstBytes(file: string, path: string, isPacked: boolean): Promise<Buffer> {
  const source = createReadStream(path);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of readPieces<Buffer>(file, isPacked ? unpacked(source) : source)) {
      pieces.push(piece);
      length += piece.length;
      if (length >= openingBytes) break;
    }
  } finally {
    source.destroy();
  }
  return Buffer.concat(pieces).subarray(0, openingBytes);
}
