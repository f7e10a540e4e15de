import { decodeTensors, StoredTensorsError } from './tensor-bytes.ts';

const headerLengthBytes = 4;

/** The encoded weights (or optimizer states) of a trial's models. */
export interface ModelPack {
  /** One, or one for each fold. */
  readonly models: readonly Uint8Array[];
  /** That of the model of all rows. */
  readonly refit?: Uint8Array | undefined;
}

/**
 * Joins the encodings of several models: a little-endian uint32 with the length of the header, the header
 * {"models": [bytes of each]} as JSON, with "refit": true if the last is the model of all rows, and the encodings.
 */
export function packModels({ models, refit }: ModelPack): Uint8Array {
  const all = [...models, ...(refit === undefined ? [] : [refit])];
  const lengths = all.map(({ length }) => length);
  const header = new TextEncoder().encode(
    JSON.stringify({ models: lengths, ...(refit !== undefined && { refit: true }) }),
  );
  const bytes = new Uint8Array(
    all.reduce((sum, { length }) => sum + length, headerLengthBytes + header.length),
  );
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, headerLengthBytes);
  let offset = headerLengthBytes + header.length;
  for (const model of all) {
    bytes.set(model, offset);
    offset += model.length;
  }
  return bytes;
}

/** The encodings of each model; those of a single model, which are in no pack, as a list of one. */
export function unpackModels(bytes: Uint8Array): ModelPack {
  const end = headerLengthBytes + headerLength(bytes);
  const { models, refit } = headerOf(bytes, end) as { readonly models?: unknown; readonly refit?: unknown };
  if (models === undefined) return { models: [bytes] };
  if (!areLengths(models) || models.reduce((sum, length) => sum + length, end) !== bytes.length) {
    throw new StoredTensorsError('the stored weights are damaged: the lengths of the models are wrong');
  }
  let offset = end;
  const all = models.map((length) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  });
  return refit === true ? { models: all.slice(0, -1), refit: all.at(-1) } : { models: all };
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
