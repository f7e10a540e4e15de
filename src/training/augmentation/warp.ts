import { drawWithin } from '../../statistics/draws/draws.ts';
import { cosine, sine } from '../../statistics/draws/sine.ts';
import type { Random } from '../../statistics/random.ts';

/** The shape of an image: [height, width, channels], row-major. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** The largest changes of an image's geometry (study/augment-parameters.ts). */
export interface Geometry {
  readonly flip: { readonly horizontal: boolean; readonly vertical: boolean };
  readonly shift: number;
  readonly rotate: number;
  readonly crop: number;
}

/**
 * An affine map from a pixel of the result to a place of the source, in pixels from the centres of both:
 * y = yy · y' + yx · x' + dy and x = xy · y' + xx · x' + dx.
 */
export interface Warp {
  readonly yy: number;
  readonly yx: number;
  readonly xy: number;
  readonly xx: number;
  readonly dy: number;
  readonly dx: number;
}

/** Draws a crop, a mirroring, a rotation about the centre and a shift by whole pixels, and joins them to one map. */
export function drawWarp(
  random: Random,
  { flip, shift, rotate, crop }: Geometry,
  [height, width]: ImageShape,
): Warp {
  const angle = rotate === 0 ? 0 : drawWithin(random, (rotate / 180) * Math.PI);
  const [sin, cos] = angle === 0 ? [0, 1] : [sine(angle), cosine(angle)];
  const scale = crop === 0 ? 1 : 1 - crop * random.next();
  const room = (1 - scale) / 2;
  const [windowY, windowX] =
    scale === 1 ? [0, 0] : [drawWithin(random, room * height), drawWithin(random, room * width)];
  const up = flip.vertical && random.next() < 0.5 ? -scale : scale;
  const across = flip.horizontal && random.next() < 0.5 ? -scale : scale;
  // Whole pixels: parts of them would blur every image.
  const shiftBy = (size: number) => (shift === 0 ? 0 : Math.round(drawWithin(random, shift * size)));
  const [shiftY, shiftX] = [shiftBy(height), shiftBy(width)];
  return {
    yy: cos * up,
    yx: sin * across,
    xy: -sin * up,
    xx: cos * across,
    dy: cos * windowY + sin * windowX + shiftY,
    dx: cos * windowX - sin * windowY + shiftX,
  };
}

/** Fills the image `to` with `from` at the places of the map, by linear interpolation; beyond the edge it repeats it. */
export function applyWarp(from: Float32Array, to: Float32Array, shape: ImageShape, warp: Warp): void {
  const [height, width, channels] = shape;
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromY, fromX] = [y - middleY, x - middleX];
      const sourceY = within(warp.yy * fromY + warp.yx * fromX + warp.dy + middleY, height);
      const sourceX = within(warp.xy * fromY + warp.xx * fromX + warp.dx + middleX, width);
      const [top, left] = [Math.floor(sourceY), Math.floor(sourceX)];
      const [below, beside] = [sourceY - top, sourceX - left];
      const right = left + 1 < width ? channels : 0;
      const down = top + 1 < height ? width * channels : 0;
      const start = (top * width + left) * channels;
      for (let place = start; place < start + channels; place++) {
        const upper = mix(from[place] as number, from[place + right] as number, beside);
        const lower = mix(from[place + down] as number, from[place + down + right] as number, beside);
        to[at++] = mix(upper, lower, below);
      }
    }
  }
}

function within(place: number, size: number): number {
  return Math.min(Math.max(place, 0), size - 1);
}

function mix(one: number, other: number, share: number): number {
  return one + share * (other - one);
}
