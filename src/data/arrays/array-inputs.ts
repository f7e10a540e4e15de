import { FaultsError } from '../../faults/errors.ts';
import type { ArrayRequest, ArrayUse, ArrayUses } from '../../study/inputs/array-request.ts';
import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { mostAxes, mostTokens } from '../../study/limits.ts';
import { arrayFault } from '../formats/arrays/named-array.ts';
import type { RawArrays, RawImages, RawPart } from '../raw-data.ts';
import { unusableValue } from './array-values.ts';
import { arrayOfName, type GatheredArray, isText } from './gather-arrays.ts';
import { paddedRows } from './padded-sequences.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface ReadInputs {
  readonly inputs: RawArrays | RawImages;
  /** Sentences about what was inferred. */
  readonly notes: readonly string[];
}

/**
 * Arrays as inputs: one of bytes with the shape of images becomes images, unless `as` says otherwise. FaultsError for
 * texts, numbers that are not finite, ids that are none, and shapes that no layer takes.
 */
export function inputsOfArrays(
  arrays: readonly GatheredArray[],
  { as: uses, vocabulary }: Pick<ArrayRequest, 'as' | 'vocabulary'>,
  file: string,
  lengths?: GatheredArray,
): ReadInputs {
  const byArray = usesByArray(arrays, uses, file);
  const vocabularies = vocabularyOf(vocabulary, byArray, file);
  const useOf = (array: GatheredArray) => byArray.get(array);
  const [only, ...others] = arrays;
  for (const array of arrays) requireShape(array, file);
  const padded = paddedArray(arrays, lengths, file);
  if (padded !== undefined)
    return paddedInput(padded, { use: useOf(padded), vocabulary: vocabularies.get(padded) }, file, lengths);
  if (only !== undefined && others.length === 0) {
    const images = imagesOf(only, useOf(only), file);
    if (images !== undefined) return images;
  }
  const notes = arrays.flatMap((array) => channelsFirst(array));
  return {
    inputs: {
      kind: 'arrays',
      parts: arrays.map((array) => partOf(array, useOf(array), vocabularies.get(array), file)),
    },
    notes,
  };
}

function usesByArray(
  arrays: readonly GatheredArray[],
  uses: ArrayUses = {},
  file: string,
): ReadonlyMap<GatheredArray, ArrayUse> {
  if (typeof uses === 'string') return new Map(arrays.map((array) => [array, uses]));
  return new Map(
    Object.entries(uses).map(([name, use]) => {
      const array = arrayOfName(arrays, name);
      if (array !== undefined) return [array, use];
      const hint = `the inputs are ${arrays.map((each) => each.name).join(', ')}`;
      const constraint = 'must name inputs of the data';
      throw new FaultsError([{ file, field: 'data.as', constraint, value: name, hint }]);
    }),
  );
}

function requireShape(array: GatheredArray, file: string): void {
  const place = { file, field: array.name };
  const shape = array.shape.slice(1);
  if (isText(array)) throw arrayFault(place, 'must be of numbers, as an input: it holds texts');
  if (shape.length > mostAxes)
    throw arrayFault(place, `must have at most ${mostAxes} axes behind the rows`, { value: shape.length });
  if (shape.includes(0))
    throw arrayFault(place, 'must have numbers in its rows', { value: `(${shape.join(', ')})` });
}

function imagesOf(array: GatheredArray, use: ArrayUse | undefined, file: string): ReadInputs | undefined {
  const [, height = 0, width = 0, channels = 1] = array.shape;
  const axes = array.shape.length;
  const hasShape = (axes === 3 || axes === 4) && [1, 3, 4].includes(channels);
  const areBytes = array.values instanceof Uint8Array && !array.areBooleans;
  if (use !== 'images' && !(use === undefined && hasShape && areBytes && height > 1 && width > 1))
    return undefined;
  const place = { file, field: array.name };
  if (!hasShape) {
    const constraint = 'must have rows of height, width and 1, 3 or 4 channels, as images';
    throw arrayFault(place, constraint, { value: `(${array.shape.slice(1).join(', ')})` });
  }
  const said = `${array.name} is taken for images of ${height} × ${width}; "as": "arrays" takes it for numbers`;
  return {
    inputs: { kind: 'images', shape: [height, width, channels], pixels: bytesOf(array, place), maximum: 255 },
    notes: use === undefined ? [said] : [],
  };
}

function bytesOf(array: GatheredArray, place: { file: string; field: string }): Uint8Array {
  const { values } = array;
  if (values instanceof Uint8Array) return values;
  const unusable = unusableValue(array, 'pixels');
  if (unusable === undefined) return Uint8Array.from(values as ArrayValues);
  const { constraint, value } = unusable;
  throw arrayFault(place, constraint, { value, hint: '"as": "arrays" takes any numbers' });
}

/** The one array whose rows have several lengths. FaultsError where it stands beside others. */
function paddedArray(
  arrays: readonly GatheredArray[],
  lengths: GatheredArray | undefined,
  file: string,
): GatheredArray | undefined {
  const found = lengths === undefined ? arrays.find((array) => array.lengths !== undefined) : arrays[0];
  if (found === undefined || arrays.length === 1) return found;
  const constraint = 'must be the only input, as its rows have several lengths';
  const hint = `the inputs are ${arrays.map(({ name }) => name).join(', ')}: data.inputs names those to use`;
  throw arrayFault({ file, field: found.name }, constraint, { hint });
}

function paddedInput(
  array: GatheredArray,
  { use, vocabulary }: { readonly use: ArrayUse | undefined; readonly vocabulary: number | undefined },
  file: string,
  lengths: GatheredArray | undefined,
): ReadInputs {
  if (use === 'images') {
    const constraint = 'must not declare images, as the rows of the input have several lengths';
    throw new FaultsError([{ file, field: 'data.as', constraint, value: use }]);
  }
  const filled = paddedRows(array, { areTokens: use === 'tokens', lengths }, file);
  const part = partOf({ ...array, ...filled.array }, use, vocabulary, file);
  const padding = { pad: 'after' as const, ...(lengths && { lengths: lengths.name }) };
  return { inputs: { kind: 'arrays', parts: [{ ...part, padding }] }, notes: [filled.note] };
}

/** Checked, and with the declared number of tokens where it holds ids. */
function partOf(
  array: GatheredArray,
  use: ArrayUse | undefined,
  vocabulary: number | undefined,
  file: string,
): RawPart {
  const { name, shape } = array;
  const values = array.values as ArrayValues;
  const tokens = vocabulary ?? mostTokens;
  const unusable = unusableValue(array, use === 'tokens' ? { tokens } : undefined);
  if (unusable !== undefined)
    throw arrayFault({ file, field: name }, unusable.constraint, { value: unusable.value });
  const part = { name, shape: shape.slice(1), values };
  if (use !== 'tokens') return part;
  return { ...part, tokens: vocabulary === undefined ? {} : { size: vocabulary } };
}

/** PyTorch's order of axes, which convolutions of TensorFlow.js would take for the height. */
function channelsFirst({ name, shape }: GatheredArray): string[] {
  const [, first = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4 || first > 4 || height < 8 || width < 8) return [];
  return [
    `${name} seems to have its ${first} channels first: convolutions take them last, as (${height}, ${width}, ${first})`,
  ];
}
