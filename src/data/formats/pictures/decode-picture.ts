import { readFile } from 'node:fs/promises';
import { hasPngSignature } from 'fast-png';
import { FaultsError } from '../../../faults/errors.ts';
import { requireReadableFile } from '../../../files/readable-file.ts';
import { requirePossiblePixels } from './declared-pixels.ts';
import { decodeJpeg } from './jpeg.ts';
import type { Picture } from './picture.ts';
import { decodePng } from './png.ts';

/** Reads a PNG or a JPEG, detected by content, not by name. FaultsError for any other file. */
export async function readPicture(path: string): Promise<Picture> {
  requireReadableFile(path);
  return decodePicture(await readFile(path), path);
}

/** Decodes a PNG or a JPEG; FaultsError, with `file` as its name, for other bytes. */
export async function decodePicture(bytes: Buffer, file: string): Promise<Picture> {
  try {
    if (hasPngSignature(bytes)) {
      requirePossiblePixels(bytes, 'png');
      return decodePng(bytes);
    }
    requirePossiblePixels(bytes, 'jpeg');
    const { raster, isTurned } = decodeJpeg(bytes);
    return isTurned ? { ...raster, isTurned } : raster;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FaultsError([{ file, field: '', constraint: `must be a PNG or JPEG image: ${reason}` }]);
  }
}
