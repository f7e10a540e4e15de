import { packBytes, unpackBytes } from './byte-pack.ts';
import { StoredTensorsError } from './tensor-bytes.ts';

/** The encoded weights (or optimizer states) of a trial's models. */
export interface ModelPack {
  /** One, or one for each fold. */
  readonly models: readonly Uint8Array[];
  /** That of the model of all rows. */
  readonly refit?: Uint8Array | undefined;
}

/**
 * Joins the encodings of several models with the header {"models": [bytes of each]}, with "refit": true if the last is
 * the model of all rows.
 */
export function packModels({ models, refit }: ModelPack): Uint8Array {
  const all = [...models, ...(refit === undefined ? [] : [refit])];
  const lengths = all.map(({ length }) => length);
  return packBytes({ models: lengths, ...(refit !== undefined && { refit: true }) }, all);
}

/** The encodings of each model; those of a single model, which are in no pack, as a list of one. */
export function unpackModels(bytes: Uint8Array): ModelPack {
  const { header, rest } = unpackBytes(bytes);
  const { models, refit } = (typeof header === 'object' && header !== null ? header : {}) as {
    readonly models?: unknown;
    readonly refit?: unknown;
  };
  if (models === undefined) return { models: [bytes] };
  if (!areLengths(models) || models.reduce((sum, length) => sum + length, 0) !== rest.length) {
    throw new StoredTensorsError('the stored weights are damaged: the lengths of the models are wrong');
  }
  let offset = 0;
  const all = models.map((length) => {
    offset += length;
    return rest.subarray(offset - length, offset);
  });
  return refit === true ? { models: all.slice(0, -1), refit: all.at(-1) } : { models: all };
}

function areLengths(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}
