import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeJpeg } from '../../../src/data/formats/pictures/jpeg.ts';

interface Encoded {
  readonly sampling: string;
  readonly jpeg: string;
  readonly pixels: string;
}

/** One piece of a photo, 13 × 20, saved by Pillow 12 and read by it again: base64 of the file and of its RGB pixels. */
const encoded = JSON.parse(
  readFileSync(new URL('./jpeg-of-pillow.json', import.meta.url), 'utf8'),
) as Encoded[];

test.each(encoded)('a photo with $sampling has the pixels that libjpeg gives it', ({ jpeg, pixels }) => {
  const { raster } = decodeJpeg(Buffer.from(jpeg, 'base64'));
  expect([raster.height, raster.width, raster.channels]).toEqual([13, 20, 3]);
  const wanted = Buffer.from(pixels, 'base64');
  const differences = Array.from(raster.pixels, (pixel, at) => Math.abs(pixel - (wanted[at] as number)));
  expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(0.25);
  // A plane may differ by 1, since jpeg-js rounds its cosine transform otherwise.
  expect(Math.max(...differences)).toBeLessThanOrEqual(3);
});
