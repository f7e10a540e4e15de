import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import type { Raster } from './orientation.ts';

/** Grey, grey and alpha, RGB or RGBA from 0 to 255, as the file has them. Throws for bytes that are no PNG. */
export function decodePng(bytes: Uint8Array): Raster {
  const png = decode(bytes);
  const { width, height, depth, channels, data, palette } = png;
  if (palette !== undefined) {
    const pixels = Float32Array.from(convertIndexedToRgb(png));
    return { height, width, channels: pixels.length / (width * height), pixels };
  }
  const pixels = depth < 8 ? unpacked(png) : Float32Array.from(data);
  const brightest = 2 ** depth - 1;
  return { height, width, channels, pixels: pixels.map((value) => (value * 255) / brightest) };
}

/** Grey with fewer than 8 bits: several pixels per byte, the first in the highest bits; each line starts a new byte. */
function unpacked({ width, height, depth, data }: DecodedPng): Float32Array {
  const perByte = 8 / depth;
  const lineBytes = Math.ceil(width / perByte);
  return Float32Array.from({ length: width * height }, (_, at) => {
    const column = at % width;
    const byte = data[Math.floor(at / width) * lineBytes + Math.floor(column / perByte)] as number;
    return (byte >> (8 - depth * ((column % perByte) + 1))) & (2 ** depth - 1);
  });
}
