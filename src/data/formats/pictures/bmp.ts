import type { Raster } from './orientation.ts';

const fileHeaderBytes = 14;
const leastInfoBytes = 40;
/** Values of biCompression. */
const uncompressed = 0;
const byMasks = [3, 6];

interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly depth: number;
  readonly infoBytes: number;
  readonly pixelsAt: number;
  readonly hasAlpha: boolean;
}

export function hasBmpSignature(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}

/** RGB, or RGBA where the file declares a mask of alpha, from 0 to 255. Throws an Error that says what cannot be read. */
export function decodeBmp(bytes: Uint8Array): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  const { width, height, depth, pixelsAt, isTopDown, hasAlpha } = header;
  const channels = hasAlpha ? 4 : 3;
  const lineBytes = 4 * Math.ceil((width * depth) / 32);
  if (pixelsAt + lineBytes * height > bytes.length) throw new Error('its pixels are cut off');
  const colours = depth <= 8 ? paletteOf(bytes, header) : undefined;
  const pixels = new Float32Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const line = pixelsAt + lineBytes * (isTopDown ? row : height - 1 - row);
    for (let column = 0; column < width; column++) {
      const at =
        colours === undefined ? line + (column * depth) / 8 : 4 * numberAt(bytes, line, column, depth);
      const [blue = 0, green = 0, red = 0, alpha = 0] = (colours ?? bytes).subarray(at, at + 4);
      pixels.set([red, green, blue, alpha].slice(0, channels), (row * width + column) * channels);
    }
  }
  return { height, width, channels, pixels };
}

function readHeader(view: DataView): BmpHeader {
  if (view.byteLength < fileHeaderBytes + leastInfoBytes) throw new Error('its header is cut off');
  const number = (at: number) => view.getUint32(at, true);
  const infoBytes = number(14);
  if (infoBytes < leastInfoBytes) throw new Error('its header is that of OS/2');
  const [width, signedHeight] = [view.getInt32(18, true), view.getInt32(22, true)];
  const depth = view.getUint16(28, true);
  const compression = number(30);
  const hasMasks = byMasks.includes(compression);
  if (![1, 4, 8, 24, 32].includes(depth)) throw new Error(`it has ${depth} bits a pixel`);
  if (compression !== uncompressed && !(hasMasks && depth === 32)) throw new Error('it is compressed');
  if (hasMasks && (number(54) !== 0xff0000 || number(58) !== 0xff00 || number(62) !== 0xff))
    throw new Error('its colours have masks of their own');
  const hasAlpha = hasMasks && infoBytes >= 56 && number(66) === 0xff000000;
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0) throw new Error('it declares no pixels');
  return { width, height, isTopDown: signedHeight < 0, depth, infoBytes, pixelsAt: number(10), hasAlpha };
}

/** Four bytes a colour. */
function paletteOf(bytes: Uint8Array, { infoBytes, pixelsAt }: BmpHeader): Uint8Array {
  return bytes.subarray(fileHeaderBytes + infoBytes, pixelsAt);
}

/** The number of a pixel's colour: several pixels per byte, the first in the highest bits. */
function numberAt(bytes: Uint8Array, line: number, column: number, depth: number): number {
  const bit = column * depth;
  const byte = bytes[line + Math.floor(bit / 8)] as number;
  return (byte >> (8 - depth - (bit % 8))) & (2 ** depth - 1);
}
