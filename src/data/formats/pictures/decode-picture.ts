import { readFile } from 'node:fs/promises';
import { FaultsError } from '../../../faults/errors.ts';
import { requireReadableFile } from '../../../files/readable-file.ts';
import { decodeBmp, hasBmpSignature } from './bmp.ts';
import { requirePossiblePixels } from './declared-pixels.ts';
import type { DecodedPhoto } from './orientation.ts';
import type { Picture } from './picture.ts';
import { decodeWithSharp } from './sharp.ts';

/** The beginnings of the formats that sharp decodes: of RIFF and ISO files these stand after the first lengths. */
const signaturesForSharp: readonly (readonly [at: number, text: string])[] = [
  [8, 'WEBP'],
  [0, 'GIF8'],
  [0, 'II*\0'],
  [0, 'MM\0*'],
  [4, 'ftypavif'],
  [4, 'ftypavis'],
];

/** Reads an image, whose format its content shows and not its name. FaultsError for any other file. */
export async function readPicture(path: string): Promise<Picture> {
  requireReadableFile(path);
  return decodePicture(await readFile(path), path);
}

/** Decodes a PNG, JPEG or BMP, and what sharp decodes; FaultsError, with `file` as its name, for other bytes. */
export async function decodePicture(bytes: Buffer, file: string): Promise<Picture> {
  try {
    if (bytes.length === 0) throw new Error('the file is empty');
    return await decode(bytes);
  } catch (error) {
    const constraint = `must be a PNG, JPEG or BMP image: ${reasonOf(error)}`;
    throw new FaultsError([{ file, field: '', constraint }]);
  }
}

/** Decoders read beyond the end of bytes that are cut off, and name what failed within as the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (error instanceof RangeError && /bounds|out of range/i.test(message)) return 'it is cut off';
  return cause === undefined ? message : `${message} ${reasonOf(cause)}`;
}

async function decode(bytes: Buffer): Promise<Picture> {
  if (hasPngSignature(bytes)) {
    requirePossiblePixels(bytes, 'png');
    // Imported lazily, as that of the other format: most data are no images.
    const { decodePng } = await import('./png.ts');
    return pictureOf(decodePng(bytes));
  }
  if (hasBmpSignature(bytes)) return decodeBmp(bytes);
  if (isForSharp(bytes)) return decodeWithSharp(bytes);
  if (!hasJpegSignature(bytes)) throw new Error('its first bytes are others');
  requirePossiblePixels(bytes, 'jpeg');
  const { decodeJpeg } = await import('./jpeg.ts');
  return pictureOf(decodeJpeg(bytes));
}

function pictureOf({ raster, isTurned }: DecodedPhoto): Picture {
  return isTurned ? { ...raster, isTurned } : raster;
}

function hasPngSignature(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n';
}

function hasJpegSignature(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

function isForSharp(bytes: Buffer): boolean {
  return signaturesForSharp.some(([at, text]) => bytes.toString('latin1', at, at + text.length) === text);
}
