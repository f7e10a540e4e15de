import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Picture } from './picture.ts';

/** The part of sharp that decodes; the package is optional, and so are its types. */
type Sharp = (bytes: Uint8Array) => {
  metadata(): Promise<{ readonly orientation?: number }>;
  autoOrient(): ReturnType<Sharp>;
  toColourspace(space: 'srgb'): ReturnType<Sharp>;
  raw(options: { readonly depth: 'uchar' }): ReturnType<Sharp>;
  toBuffer(options: { readonly resolveWithObject: true }): Promise<{
    readonly data: Buffer;
    readonly info: { readonly width: number; readonly height: number; readonly channels: number };
  }>;
};

let found: { readonly sharp: Sharp | undefined } | undefined;

/** The package sharp that is installed beside hpsearch or for the project in the working folder; undefined without one. */
function findSharp(): Sharp | undefined {
  found ??= { sharp: load(import.meta.url) ?? load(join(process.cwd(), 'package.json')) };
  return found.sharp;
}

export function hasSharp(): boolean {
  return findSharp() !== undefined;
}

/** The first picture of a WebP, GIF, TIFF or AVIF file, upright. Throws where sharp cannot decode it, or is not there. */
export async function decodeWithSharp(bytes: Uint8Array): Promise<Picture> {
  const sharp = findSharp();
  if (sharp === undefined) throw new Error('npm install sharp reads WebP, GIF, TIFF and AVIF');
  const { orientation = 1 } = await sharp(bytes).metadata();
  const upright = sharp(bytes).autoOrient().toColourspace('srgb').raw({ depth: 'uchar' });
  const { data, info } = await upright.toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const picture = { width, height, channels, pixels: Float32Array.from(data) };
  return orientation > 1 ? { ...picture, isTurned: true } : picture;
}

function load(from: string): Sharp | undefined {
  try {
    return createRequire(from)('sharp') as Sharp;
  } catch {
    // A sharp without its binary for this platform cannot be loaded either.
    return undefined;
  }
}
