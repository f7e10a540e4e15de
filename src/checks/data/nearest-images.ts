import type { Split } from '../../data/dataset.ts';

type ImageShape = readonly [height: number, width: number, channels: number];

/** A side of more pixels is reduced: distances of images need no detail, and their cost grows with the pixels. */
const mostPixels = 16;

/** Images [rows, height, width, channels] with at most 16 pixels a side, each the mean of a square of pixels. */
export function reducedImages(
  { rows, x }: Split,
  [height, width, channels]: ImageShape,
): { readonly x: Float32Array; readonly size: number } {
  const block = Math.ceil(Math.max(height, width) / mostPixels);
  const [tall, wide] = [Math.ceil(height / block), Math.ceil(width / block)];
  const size = tall * wide * channels;
  const reduced = new Float32Array(rows * size);
  for (let at = 0; at < x.length; at++) {
    const channel = at % channels;
    const pixel = Math.floor(at / channels);
    const column = Math.floor((pixel % width) / block);
    const line = Math.floor((Math.floor(pixel / width) % height) / block);
    const row = Math.floor(pixel / (width * height));
    const to = row * size + (line * wide + column) * channels + channel;
    reduced[to] = (reduced[to] as number) + (x[at] as number) / block ** 2;
  }
  return { x: reduced, size };
}

/** For each image of `judged` the row of `others` with the smallest Euclidean distance. */
export function nearestImages(judged: Split, others: Split, shape: ImageShape): Int32Array {
  const { x, size } = reducedImages(judged, shape);
  const { x: references } = reducedImages(others, shape);
  return Int32Array.from({ length: judged.rows }, (_, row) => {
    let [best, nearest] = [Number.POSITIVE_INFINITY, 0];
    for (let other = 0; other < others.rows; other++) {
      let squares = 0;
      for (let at = 0; at < size && squares < best; at++) {
        squares += ((x[row * size + at] as number) - (references[other * size + at] as number)) ** 2;
      }
      if (squares < best) [best, nearest] = [squares, other];
    }
    return nearest;
  });
}
