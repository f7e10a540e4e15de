import { sizeOfShape } from '../../../study/inputs/shape-size.ts';
import type { ByteStream } from './byte-stream.ts';
import { type ArrayPlace, arrayFault, type FileBytes, type NamedArray, requireBytes } from './named-array.ts';
import { type NumberType, readNumbers, widthOfNumber } from './number-types.ts';

const typesByCode: Readonly<Record<number, NumberType>> = {
  8: 'u1',
  9: 'i1',
  11: 'i2',
  12: 'i4',
  13: 'f4',
  14: 'f8',
};

/**
 * Reads an array of the IDX format, that of MNIST: two zeros, a byte for the type, one for the number of axes, their
 * lengths and the numbers, big-endian; as a whole `exact` bytes, or at most `most`.
 */
export async function readIdx(
  stream: ByteStream,
  name: string,
  place: ArrayPlace,
  bytes: FileBytes,
): Promise<NamedArray> {
  const opening = await stream.read(4);
  const type = typesByCode[opening[2] as number];
  const axes = opening[3] as number;
  if (opening.readUInt16BE(0) !== 0 || type === undefined || axes === 0)
    throw arrayFault(place, 'must be an array in the IDX format: its first bytes are others');
  const lengths = await stream.read(4 * axes);
  const shape = Array.from({ length: axes }, (_, axis) => lengths.readUInt32BE(4 * axis));
  const count = sizeOfShape(shape);
  requireBytes(place, shape, 4 + 4 * axes + count * widthOfNumber(type), bytes);
  const values = await readNumbers(stream, { type, isBig: true }, count);
  await stream.finish();
  return { name, shape, values };
}
