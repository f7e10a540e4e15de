import type { ArrayValues } from '../../../study/inputs/array-values.ts';
import type { ByteStream } from './byte-stream.ts';

/** Converts whole chunks, so that wide numbers are never held twice. */
const chunkNumbers = 65_536;

export const numberTypes = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8'] as const;
export type NumberType = (typeof numberTypes)[number];

/** Bytes of a number. */
export function widthOfNumber(type: NumberType): number {
  return Number(type.slice(1));
}

const plainArrays = {
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;

/** Reads `count` numbers. Whole numbers of 64 bits become doubles, and halves 32-bit floats. */
export async function readNumbers(
  stream: ByteStream,
  { type, isBig }: { readonly type: NumberType; readonly isBig: boolean },
  count: number,
): Promise<ArrayValues> {
  if (type === 'i8' || type === 'u8' || type === 'f2') return readConverted(stream, { type, isBig }, count);
  const values = new plainArrays[type](count);
  const bytes = new Uint8Array(values.buffer);
  await stream.readInto(bytes);
  if (isBig) swapBytes(bytes, widthOfNumber(type));
  return values;
}

async function readConverted(
  stream: ByteStream,
  { type, isBig }: { readonly type: 'i8' | 'u8' | 'f2'; readonly isBig: boolean },
  count: number,
): Promise<ArrayValues> {
  const values = type === 'f2' ? new Float32Array(count) : new Float64Array(count);
  const width = widthOfNumber(type);
  for (let start = 0; start < count; start += chunkNumbers) {
    const length = Math.min(chunkNumbers, count - start);
    const bytes = new Uint8Array(length * width);
    await stream.readInto(bytes);
    if (isBig) swapBytes(bytes, width);
    if (type === 'f2') {
      const halves = new Uint16Array(bytes.buffer);
      for (let index = 0; index < length; index++) values[start + index] = ofHalf(halves[index] as number);
    } else {
      const wide = type === 'i8' ? new BigInt64Array(bytes.buffer) : new BigUint64Array(bytes.buffer);
      for (let index = 0; index < length; index++) values[start + index] = Number(wide[index]);
    }
  }
  return values;
}

function swapBytes(bytes: Uint8Array, width: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (width === 2) buffer.swap16();
  if (width === 4) buffer.swap32();
  if (width === 8) buffer.swap64();
}

/** A number of IEEE 754's 16-bit format. */
function ofHalf(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
