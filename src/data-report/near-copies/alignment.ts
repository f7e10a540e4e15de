import type { RawImages } from '../../data/raw-data.ts';

/** Shifts by at most one pixel in each direction. */
export const alignments = 9;
/** A smaller image has too few pixels left after a shift. */
const smallestShifted = 6;
/** An image is flat when the standard deviation of its pixels is below this share of the highest value. */
const flat = 0.01;

/**
 * √(2 − 2r), where r is the correlation of the pixels in the interior of one image with the other's, at the best shift
 * of up to one pixel; Infinity when one of them is flat.
 */
export function alignedDistance(images: RawImages, row: number, other: number): number {
  const [height, width] = images.shape;
  const margin = Math.min(height, width) < smallestShifted ? 0 : 1;
  let best = Number.NEGATIVE_INFINITY;
  for (let down = -margin; down <= margin; down++) {
    for (let right = -margin; right <= margin; right++) {
      best = Math.max(best, correlation(images, { row, other, margin, down, right }));
    }
  }
  return Math.sqrt(Math.max(0, 2 - 2 * best));
}

interface Alignment {
  readonly row: number;
  readonly other: number;
  readonly margin: number;
  readonly down: number;
  readonly right: number;
}

function correlation(
  { pixels, shape, maximum }: RawImages,
  { row, other, margin, down, right }: Alignment,
): number {
  const [height, width, channels] = shape;
  const line = width * channels;
  const offset = (other - row) * height * line + down * line + right * channels;
  const length = (width - 2 * margin) * channels;
  let sum = 0;
  let otherSum = 0;
  let squares = 0;
  let otherSquares = 0;
  let products = 0;
  for (let y = margin; y < height - margin; y++) {
    const from = (row * height + y) * line + margin * channels;
    for (let at = from; at < from + length; at++) {
      const one = pixels[at] as number;
      const two = pixels[at + offset] as number;
      sum += one;
      otherSum += two;
      squares += one * one;
      otherSquares += two * two;
      products += one * two;
    }
  }
  const count = length * (height - 2 * margin);
  const variance = squares / count - (sum / count) ** 2;
  const otherVariance = otherSquares / count - (otherSum / count) ** 2;
  if (Math.min(variance, otherVariance) < (flat * maximum) ** 2) return Number.NEGATIVE_INFINITY;
  return (products / count - (sum / count) * (otherSum / count)) / Math.sqrt(variance * otherVariance);
}
