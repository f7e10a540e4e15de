import { z } from 'zod';
import { sizeOfShape } from '../study/inputs/shape-size.ts';
import { count } from './scalars.ts';

const headerLengthBytes = 4;
const shapes = z.array(z.array(count)).min(1);
const packHeader = z.strictObject({ models: z.array(count).min(2), refit: z.literal(true).exactOptional() });
const optimizerHeader = z.object({ step: count, sizes: z.array(z.array(count)) });

/**
 * The constraint that encoded weights break (src/training/bytes/tensor-bytes.ts, or model-pack.ts for several models);
 * undefined when they break none.
 */
export function weightsFault(bytes: Uint8Array): string | undefined {
  return faultOfAny(bytes, weightsFaultOfOne);
}

/** Like `weightsFault`, for an optimizer's state. */
export function optimizerFault(bytes: Uint8Array): string | undefined {
  return faultOfAny(bytes, optimizerFaultOfOne);
}

/** The shapes of encoded weights that break no constraint, for each model. */
export function weightShapes(bytes: Uint8Array): number[][][] {
  return (packedModels(bytes) ?? [bytes]).map((each) => shapes.parse(headerOf(each)?.header));
}

/** The parts of a pack; undefined for the encoding of one model. */
function packedModels(bytes: Uint8Array): Uint8Array[] | undefined {
  const read = headerOf(bytes);
  const lengths = packHeader.safeParse(read?.header).data?.models;
  if (read === undefined || lengths === undefined) return undefined;
  let offset = read.end;
  return lengths.map((length) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  });
}

function faultOfAny(
  bytes: Uint8Array,
  faultOfOne: (bytes: Uint8Array) => string | undefined,
): string | undefined {
  const models = packedModels(bytes);
  if (models === undefined) return faultOfOne(bytes);
  const held = models.reduce((sum, { length }) => sum + length, headerOf(bytes)?.end ?? 0);
  if (held !== bytes.length) return 'must hold as many bytes as the lengths of its models say';
  return models.map(faultOfOne).find((fault) => fault !== undefined);
}

function weightsFaultOfOne(bytes: Uint8Array): string | undefined {
  return faultOf(bytes, (header) => shapes.safeParse(header).data?.map(sizeOfShape));
}

function optimizerFaultOfOne(bytes: Uint8Array): string | undefined {
  return faultOf(bytes, (header) => optimizerHeader.safeParse(header).data?.sizes.flat());
}

function faultOf(bytes: Uint8Array, sizesOf: (header: unknown) => number[] | undefined): string | undefined {
  const read = headerOf(bytes);
  const sizes = read && sizesOf(read.header);
  if (read === undefined || sizes === undefined) return 'must begin with a header of shapes';
  const elements = sizes.reduce((sum, size) => sum + size, 0);
  const given = bytes.length - read.end;
  if (given !== 4 * elements) {
    return `must hold ${elements} numbers of four bytes, as its shapes say, and holds ${given} bytes`;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + read.end, given);
  for (let offset = 0; offset < given; offset += 4) {
    if (!Number.isFinite(view.getFloat32(offset, true))) return 'must hold finite numbers';
  }
  return undefined;
}

function headerOf(bytes: Uint8Array): { readonly header: unknown; readonly end: number } | undefined {
  if (bytes.length < headerLengthBytes) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const end = headerLengthBytes + length;
  if (end > bytes.length) return undefined;
  try {
    return { header: JSON.parse(new TextDecoder().decode(bytes.subarray(headerLengthBytes, end))), end };
  } catch {
    return undefined;
  }
}
