import type { RawImages } from '../../data/raw-data.ts';
import { randomFor } from '../../statistics/random.ts';
import type { NumberRows } from './ridge.ts';

const patchSide = 5;
const patches = 32;
const placesBySide = 12;

/** Images [rows, height, width, channels] of numbers up to `maximum`. */
interface PixelRows {
  readonly pixels: ArrayLike<number>;
  readonly shape: RawImages['shape'];
  readonly maximum: number;
}

/** The images averaged over squares of `factor` pixels: [rows, height / factor · width / factor · channels]. */
export function pooledImages(
  { pixels, shape, maximum }: PixelRows,
  rows: Int32Array,
  factor: number,
): NumberRows {
  const [height, width, channels] = shape;
  const [high, wide] = pooledShape(shape, factor);
  const columns = high * wide * channels;
  const x = new Float64Array(rows.length * columns);
  const area = factor ** 2;
  rows.forEach((row, index) => {
    let at = row * height * width * channels;
    for (let line = 0; line < height; line++) {
      const start = index * columns + Math.floor(line / factor) * wide * channels;
      for (let place = 0; place < width; place++) {
        const square = start + Math.floor(place / factor) * channels;
        for (let channel = 0; channel < channels; channel++, at++) {
          const sum = square + channel;
          x[sum] = (x[sum] as number) + (pixels[at] as number) / maximum / area;
        }
      }
    }
  });
  return { rows: rows.length, columns, x };
}

/** The shape of images that are averaged over squares of `factor` pixels. */
export function pooledShape(
  [height, width, channels]: RawImages['shape'],
  factor: number,
): RawImages['shape'] {
  return [Math.ceil(height / factor), Math.ceil(width / factor), channels];
}

/** The least factor by which images have at most this many numbers; larger ones would take minutes. */
export function poolingFor(shape: RawImages['shape'], mostColumns: number): number {
  for (let factor = 1; ; factor++) {
    const [high, wide, channels] = pooledShape(shape, factor);
    if (high * wide * channels <= mostColumns || high * wide === 1) return factor;
  }
}

/**
 * How strongly 32 patches of five by five pixels, drawn from training images, occur in each of `grid` × `grid` parts of
 * an image, for each of the grids: the mean of the positive part of their products, as after one convolution with such
 * weights (Coates & Ng 2012). `images` have one channel; larger ones are looked at in every second or third place.
 */
export function patchPoints(
  images: NumberRows,
  [height, width]: readonly [number, number],
  { train, grids }: { readonly train: number; readonly grids: readonly number[] },
): NumberRows[] {
  const filters = drawnFilters(images, [height, width], train);
  const stride = Math.max(1, Math.floor(Math.min(height, width) / placesBySide));
  const [lines, places] = [height, width].map((side) => Math.floor((side - patchSide) / stride) + 1) as [
    number,
    number,
  ];
  const results = grids.map((grid): NumberRows => {
    const columns = patches * grid * grid;
    return { rows: images.rows, columns, x: new Float64Array(images.rows * columns) };
  });
  const response = new Float64Array(patches);
  for (let row = 0; row < images.rows; row++) {
    for (let line = 0; line < lines; line++) {
      for (let place = 0; place < places; place++) {
        respond(images.x, row * images.columns + stride * (line * width + place), width, filters, response);
        results.forEach(({ columns, x }, at) => {
          const grid = grids[at] as number;
          const part = Math.floor((line * grid) / lines) * grid + Math.floor((place * grid) / places);
          const start = row * columns + part * patches;
          for (let filter = 0; filter < patches; filter++)
            x[start + filter] = (x[start + filter] as number) + (response[filter] as number) / lines / places;
        });
      }
    }
  }
  return results;
}

/** The positive parts of the products of all patches with the pixels from `start` on. */
function respond(
  pixels: Float64Array,
  start: number,
  width: number,
  filters: Float64Array,
  response: Float64Array,
): void {
  for (let filter = 0, weight = 0; filter < patches; filter++) {
    let sum = 0;
    for (let line = 0, pixel = start; line < patchSide; line++, pixel += width - patchSide) {
      for (let place = 0; place < patchSide; place++)
        sum += (filters[weight++] as number) * (pixels[pixel++] as number);
    }
    response[filter] = Math.max(0, sum);
  }
}

/** Patches of random places in random training rows, each minus its mean and of length 1. */
function drawnFilters(
  images: NumberRows,
  [height, width]: readonly [number, number],
  train: number,
): Float64Array {
  const random = randomFor('patches');
  const size = patchSide ** 2;
  const filters = new Float64Array(patches * size);
  for (let filter = 0; filter < patches; filter++) {
    let patch = new Float64Array(size);
    // A patch of one colour has nothing to look for.
    for (let tried = 0; tried < 20 && patch.every((each) => each === 0); tried++) {
      const [row, line, place] = [
        random.below(train),
        random.below(height - patchSide + 1),
        random.below(width - patchSide + 1),
      ];
      const cut = Float64Array.from(
        { length: size },
        (_, at) =>
          images.x[
            row * images.columns + (line + Math.floor(at / patchSide)) * width + place + (at % patchSide)
          ] ?? 0,
      );
      const mean = cut.reduce((sum, each) => sum + each, 0) / size;
      const length = Math.sqrt(cut.reduce((sum, each) => sum + (each - mean) ** 2, 0));
      if (length > 1e-3) patch = cut.map((each) => (each - mean) / length);
    }
    filters.set(patch, filter * size);
  }
  return filters;
}

/** Images that patches fit into several times. */
export function hasPatches([height, width]: readonly [number, number, number]): boolean {
  return Math.min(height, width) >= patchSide + 3;
}

/** One channel: the mean of all. */
export function greyOf(points: NumberRows, channels: number): NumberRows {
  const columns = points.columns / channels;
  const x = new Float64Array(points.rows * columns);
  points.x.forEach((value, at) => {
    x[Math.floor(at / channels)] = (x[Math.floor(at / channels)] as number) + value / channels;
  });
  return { rows: points.rows, columns, x };
}
