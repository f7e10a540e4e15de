import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { builtInFile } from '../../../src/data/sources/built-in-file.ts';

export interface DigitImage {
  readonly label: number;
  /** [8, 8] or a square as it was enlarged, [8, 8, 3] in colour, from 0 to 255. */
  readonly pixels: readonly number[];
}

export interface ImageFile {
  /** Below the folder `images`. */
  readonly path: string;
  readonly png: Uint8Array;
}

/** The first so many gray images of each of these digits. */
export function digitImages(labels: readonly number[], each: number): DigitImage[] {
  const lines = gunzipSync(readFileSync(builtInFile('digits.csv.gz')))
    .toString('latin1')
    .trimEnd()
    .split('\n');
  const all = lines.map((line) => line.split(',').map(Number));
  return labels.flatMap((label) =>
    all
      .filter((cells) => cells.at(-1) === label)
      .slice(0, each)
      .map((cells) => ({ label, pixels: cells.slice(0, -1).map((level) => Math.round((level * 255) / 16)) })),
  );
}

/** PNG files in a folder for each class, below one for each split where `splitOf` names it. */
export function imageFiles(
  images: readonly DigitImage[],
  channels: 1 | 3,
  splitOf?: (index: number) => string,
): ImageFile[] {
  return images.map(({ label, pixels }, index) => {
    const folder = splitOf === undefined ? '' : `${splitOf(index)}/`;
    const data = Uint8Array.from(pixels);
    const edge = Math.sqrt(pixels.length / channels);
    const png = encode({ width: edge, height: edge, data, channels, depth: 8 });
    return { path: `${folder}${label}/${index}.png`, png };
  });
}

/** A gray image with each pixel as a square of pixels. */
export function enlarged({ label, pixels }: DigitImage, times: number): DigitImage {
  const edge = Math.sqrt(pixels.length);
  const size = edge * times;
  const pixelAt = (at: number) =>
    pixels[Math.floor(at / size / times) * edge + Math.floor((at % size) / times)] as number;
  return { label, pixels: Array.from({ length: size * size }, (_, at) => pixelAt(at)) };
}
