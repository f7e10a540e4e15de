import type { Dataset } from '../../data/dataset.ts';
import { addNormals, drawWithin } from '../../statistics/draws/draws.ts';
import type { Random } from '../../statistics/random.ts';
import type { Alter, AugmentSettings } from './settings.ts';
import { applyWarp, drawWarp, type Geometry, type ImageShape } from './warp.ts';

/**
 * Changes of images, one after the other: geometry, brightness, noise and cutout. Pixels stay within the range of a
 * pixel. Undefined when all are off.
 */
export function alterImages(
  settings: AugmentSettings,
  { inputShape, preprocessing, splits: { train } }: Dataset,
): Alter | undefined {
  const shape = inputShape as unknown as ImageShape;
  const size = shape[0] * shape[1] * shape[2];
  const isScaled = preprocessing.kind === 'image' && preprocessing.divisor > 1;
  const largest = isScaled ? 1 : largestOf(train.x);
  const { brightness, noise, cutout } = settings;
  const changes = [
    geometryChange(settings, shape),
    colourChange(largest * brightness, largest * noise, largest),
    cutout === 0 ? undefined : cover(cutout, shape, meanColour(train.x, shape[2])),
  ].filter((change) => change !== undefined);
  if (changes.length === 0) return undefined;
  return (values, random) => {
    for (let start = 0; start < values.length; start += size) {
      const image = values.subarray(start, start + size);
      for (const change of changes) change(image, random);
    }
  };
}

/** Changes one image in place. */
type Change = (image: Float32Array, random: Random) => void;

function geometryChange(geometry: Geometry, shape: ImageShape): Change | undefined {
  const { flip, shift, rotate, crop } = geometry;
  if (!flip.horizontal && !flip.vertical && shift === 0 && rotate === 0 && crop === 0) return undefined;
  const before = new Float32Array(shape[0] * shape[1] * shape[2]);
  return (image, random) => {
    before.set(image);
    applyWarp(before, image, shape, drawWarp(random, geometry, shape));
  };
}

/** Adds a constant of at most `brightness` either way, and noise of this deviation. */
function colourChange(brightness: number, noise: number, largest: number): Change | undefined {
  if (brightness === 0 && noise === 0) return undefined;
  return (image, random) => {
    const change = brightness === 0 ? 0 : drawWithin(random, brightness);
    if (noise !== 0) addNormals(random, image, noise);
    for (let at = 0; at < image.length; at++) {
      image[at] = Math.min(Math.max((image[at] as number) + change, 0), largest);
    }
  };
}

/** Covers a patch around a random pixel, cut off at the edges (DeVries and Taylor 2017), with this colour. */
function cover(share: number, [height, width, channels]: ImageShape, colour: Float32Array): Change {
  const [tall, wide] = [Math.round(share * height), Math.round(share * width)];
  return (image, random) => {
    const top = random.below(height) - Math.floor(tall / 2);
    const left = random.below(width) - Math.floor(wide / 2);
    for (let y = Math.max(top, 0); y < Math.min(top + tall, height); y++) {
      for (let x = Math.max(left, 0); x < Math.min(left + wide, width); x++) {
        image.set(colour, (y * width + x) * channels);
      }
    }
  };
}

/** The mean of each channel over all pixels of x [rows, height, width, channels]. */
function meanColour(x: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels);
  for (let at = 0; at < x.length; at++) {
    sums[at % channels] = (sums[at % channels] as number) + (x[at] as number);
  }
  return Float32Array.from(sums, (sum) => (sum * channels) / x.length);
}

function largestOf(x: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < x.length; at++) largest = Math.max(largest, x[at] as number);
  return largest;
}
