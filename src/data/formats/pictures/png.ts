import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import { type DecodedPhoto, orientationIn, type Raster, turnedUpright } from './orientation.ts';

/** Bytes of the signature, and those of a chunk's length, type and checksum. */
const signatureBytes = 8;
const chunkFrameBytes = 12;

/**
 * Grey, grey and alpha, RGB or RGBA from 0 to 255, upright. Throws for bytes that are no PNG, and for a chunk that is not
 * what its checksum is for.
 */
export function decodePng(bytes: Uint8Array): DecodedPhoto {
  return turnedUpright(rasterOf(decode(bytes, { checkCrc: true })), orientationIn(exifIn(bytes)));
}

/** The EXIF data of the chunk eXIf. */
function exifIn(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = signatureBytes; at + chunkFrameBytes <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'eXIf') return bytes.subarray(at + 8, at + 8 + length);
    at += chunkFrameBytes + length;
  }
  return undefined;
}

function rasterOf(png: DecodedPng): Raster {
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
