import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import type { TextLayout } from '../../study/data-files/text-layout.ts';
import { isGzip, readPieces, unpacked } from './gzip.ts';
import { emptyFile } from './read-ahead.ts';
import { strictDecoder, UndecodableError } from './text/strict-decoder.ts';
import { countLines, type TextEncoding, textEncoding, undecodable } from './text/text-encoding.ts';

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
  /** `opening` as text, without a byte order mark; bytes that are no character become U+FFFD. */
  readonly openingText: string;
  readonly encoding: TextEncoding;
}

/** A chunk of a file's text, and the fraction of the file read so far, 0 to 1. */
interface TextPiece {
  readonly text: string;
  readonly fraction: number;
}

const openingBytes = 65_536;
/** As much as a processor's cache holds with the places of its cells. */
const pieceBytes = 262_144;

/** FaultsError for a file that is not regular, is empty, or cannot be decompressed. */
export async function openTableFile(
  { file, path }: TablePlace,
  { encoding: declared }: Pick<TextLayout, 'encoding'> = {},
): Promise<TableFile> {
  const found = await stat(path);
  if (!found.isFile()) {
    const constraint = 'must be a file: what comes through a pipe or a device cannot be read';
    throw new FaultsError([{ file, field: '', constraint }]);
  }
  const packed = await firstBytes(file, path, false);
  const isPacked = isGzip(packed);
  const opening = isPacked ? await firstBytes(file, path, true) : packed;
  if (opening.length === 0) throw emptyFile(file);
  const encoding = textEncoding(opening, declared);
  return {
    ...{ file, path, isPacked, opening, encoding, bytes: found.size },
    ending: extname(path.replace(/\.gz$/i, '')).toLowerCase(),
    openingText: new TextDecoder(encoding.label).decode(opening),
  };
}

/**
 * Streams the text of a file on demand, without its byte order mark. FaultsError, after the lines before it, for bytes
 * that are no character of the encoding.
 */
export async function* readText({
  file,
  path,
  isPacked,
  bytes,
  encoding,
}: TableFile): AsyncGenerator<TextPiece> {
  const source = createReadStream(path, { highWaterMark: pieceBytes });
  const decoder = strictDecoder(encoding.label);
  let markBytes = encoding.markBytes;
  let line = 1;
  let decoded = 0;
  const decode = function* (piece: Buffer, isLast: boolean): Generator<TextPiece> {
    decoded += piece.length;
    // The stream may have read further than what has been decoded.
    const fraction = isLast ? 1 : Math.min(1, (isPacked ? source.bytesRead : decoded) / bytes);
    try {
      const text = decoder.decode(piece, isLast);
      line += countLines(text);
      yield { text, fraction };
    } catch (error) {
      if (!(error instanceof UndecodableError)) throw error;
      const { text } = error;
      yield { text: text.slice(0, text.search(/[^\r\n]*$/)), fraction };
      throw undecodable(file, encoding, { error, line: line + countLines(text) });
    }
  };
  try {
    for await (const piece of readPieces<Buffer>(file, isPacked ? unpacked(source) : source)) {
      yield* decode(piece.subarray(markBytes), false);
      markBytes = Math.max(0, markBytes - piece.length);
    }
    yield* decode(Buffer.alloc(0), true);
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
