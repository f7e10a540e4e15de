import { triangleFilter } from '../../../study/inputs/triangle-filter.ts';
import type { Raster } from './orientation.ts';

/** Pixels from 0 to 255: grey, grey and alpha, RGB, or RGBA. */
export interface Picture extends Raster {
  /** True for a photo that was turned or mirrored, as its EXIF orientation asks. */
  readonly isTurned?: true;
}

/**
 * The pixels as models take them, in training and in serving: resized, in whole numbers from 0 to 255, and laid on
 * white where the model takes no alpha.
 */
export function pixelsIn(
  picture: Picture,
  { height, width, channels }: Pick<Picture, 'height' | 'width' | 'channels'>,
): Float32Array {
  // Before resizing, which would mix the hidden colours of transparent pixels into their neighbours.
  const opaque = hasAlpha(channels) ? picture : onWhite(picture);
  return inChannels(resized(opaque, height, width), channels).pixels.map((pixel) => Math.round(pixel));
}

/** True for two channels, grey and alpha, and for four. */
export function hasAlpha(channels: number): boolean {
  return channels % 2 === 0;
}

/** True for a picture with a pixel that is not opaque. */
export function isTransparent({ channels, pixels }: Picture): boolean {
  if (!hasAlpha(channels)) return false;
  for (let at = channels - 1; at < pixels.length; at += channels) if (pixels[at] !== 255) return true;
  return false;
}

/** The picture without its alpha channel. */
function onWhite(picture: Picture): Picture {
  const { height, width, channels, pixels } = picture;
  if (!hasAlpha(channels)) return picture;
  const colours = channels - 1;
  const laid = new Float32Array(height * width * colours);
  for (let at = 0; at < height * width; at++) {
    const alpha = (pixels[at * channels + colours] as number) / 255;
    for (let colour = 0; colour < colours; colour++) {
      const value = pixels[at * channels + colour] as number;
      laid[at * colours + colour] = alpha === 1 ? value : value * alpha + 255 * (1 - alpha);
    }
  }
  return { height, width, channels: colours, pixels: laid };
}

/**
 * The picture converted to this number of channels: grey is the luma of BT.601, a missing alpha is opaque.
 */
export function inChannels(picture: Picture, channels: number): Picture {
  if (picture.channels === channels) return picture;
  const { width, height, pixels, channels: from } = picture;
  const isGrey = from < 3;
  const wanted = new Float32Array(width * height * channels);
  for (let at = 0; at < width * height; at++) {
    const part = (channel: number) => pixels[at * from + channel] as number;
    const [red, green, blue] = isGrey ? [part(0), part(0), part(0)] : [part(0), part(1), part(2)];
    const alpha = from % 2 === 0 ? part(from - 1) : 255;
    const grey = isGrey ? part(0) : 0.299 * red + 0.587 * green + 0.114 * blue;
    wanted.set((channels < 3 ? [grey, alpha] : [red, green, blue, alpha]).slice(0, channels), at * channels);
  }
  return { width, height, channels, pixels: wanted };
}

/** The resized picture, by a triangle filter: bilinear when enlarging, antialiased when shrinking. */
export function resized(picture: Picture, height: number, width: number): Picture {
  if (picture.height === height && picture.width === width) return picture;
  return resizedRows(transposed(resizedRows(transposed(picture), width)), height);
}

function resizedRows({ height, width, channels, pixels }: Picture, wantedHeight: number): Picture {
  const line = width * channels;
  const result = new Float32Array(wantedHeight * line);
  for (const [row, { first, weights, sum }] of triangleFilter(height, wantedHeight).entries()) {
    for (const [offset, weight] of weights.entries()) {
      const from = (first + offset) * line;
      for (let at = 0; at < line; at++) {
        result[row * line + at] =
          (result[row * line + at] as number) + weight * (pixels[from + at] as number);
      }
    }
    for (let at = 0; at < line; at++) result[row * line + at] = (result[row * line + at] as number) / sum;
  }
  return { height: wantedHeight, width, channels, pixels: result };
}

function transposed({ height, width, channels, pixels }: Picture): Picture {
  const result = new Float32Array(pixels.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * channels;
      result.set(pixels.subarray(from, from + channels), (column * height + row) * channels);
    }
  }
  return { height: width, width: height, channels, pixels: result };
}
