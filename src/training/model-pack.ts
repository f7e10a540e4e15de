import { decodeTensors, StoredTensorsError } from './tensor-bytes.ts';

const headerLengthBytes = 4;

/**
 * Joins the encoded weights (or optimizer states) of a trial's models, one for each fold: a little-endian uint32 with
 * the length of the header, the header {"models": [bytes of each]} as JSON, and the encodings themselves.
 */
export function packModels(models: readonly Uint8Array[]): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ models: models.map(({ length }) => length) }));
  const bytes = new Uint8Array(
    models.reduce((sum, { length }) => sum + length, headerLengthBytes + header.length),
  );
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, headerLengthBytes);
  let offset = headerLengthBytes + header.length;
  for (const model of models) {
    bytes.set(model, offset);
    offset += model.length;
  }
  return bytes;
}

/** The encodings of each model; those of a single model, which are in no pack, as a list of one. */
export function unpackModels(bytes: Uint8Array): readonly Uint8Array[] {
  const end = headerLengthBytes + headerLength(bytes);
  const { models } = headerOf(bytes, end) as { readonly models?: unknown };
  if (models === undefined) return [bytes];
  if (!areLengths(models) || models.reduce((sum, length) => sum + length, end) !== bytes.length) {
    throw new StoredTensorsError('the stored weights are damaged: the lengths of the models are wrong');
  }
  let offset = end;
  return models.map((length) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  });
}

function headerLength({ buffer, byteOffset, byteLength }: Uint8Array): number {
  return byteLength < headerLengthBytes ? 0 : new DataView(buffer, byteOffset).getUint32(0, true);
}

function headerOf(bytes: Uint8Array, end: number): object {
  // Only the header: the values of a pack are no tensors.
  const { header } = decodeTensors(bytes.subarray(0, end));
  return typeof header === 'object' && header !== null ? header : {};
}

function areLengths(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}
