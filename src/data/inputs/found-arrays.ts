import { mostTokens } from '../../study/limits.ts';
import type { ArrayPart } from '../../study/pipeline.ts';
import { isInputStem } from '../arrays/array-names.ts';
import { unusableValue } from '../arrays/array-values.ts';
import { arrayOfName, type GatheredArray, isText } from '../arrays/gather-arrays.ts';
import { paddedRows, unevenFault } from '../arrays/padded-sequences.ts';
import { arrayFault, flatHint } from '../formats/arrays/named-array.ts';

/** The array of a part of the inputs. */
export interface FoundArray {
  readonly part: ArrayPart;
  readonly array: GatheredArray;
}

/** The inputs that a model takes. */
interface WantedInputs {
  readonly parts: readonly ArrayPart[];
  readonly areImages: boolean;
  /** The names of targets, which are no inputs. */
  readonly targets: readonly string[];
}

/**
 * The arrays of all parts, with the same number of rows, 1 at least. A single input may have any name. FaultsError for arrays
 * that are not there, of other shapes, or with values that training could not have had.
 */
export function findInputs(
  gathered: readonly GatheredArray[],
  { parts, areImages, targets }: WantedInputs,
  file: string,
): readonly FoundArray[] {
  const besides = [...targets, ...parts.flatMap(({ padding }) => padding?.lengths ?? [])];
  const others = gathered.filter((array) => !besides.some((name) => arrayOfName([array], name)));
  const found = parts.map((part) => {
    const array =
      parts.length === 1 ? onlyInput(others, part.name, file) : arrayNamed(others, part.name, file);
    return { part, array: part.padding === undefined ? array : paddedInput(array, part, gathered, file) };
  });
  const rows = found[0]?.array.shape[0] ?? 0;
  if (rows === 0) throw arrayFault({ file, field: '' }, 'must have a row');
  for (const { part, array } of found) {
    requireUsable(array, part, rows, file);
    const unusable = unusableValue(array, areImages ? 'pixels' : part.tokens && { tokens: mostTokens });
    if (unusable !== undefined)
      throw arrayFault({ file, field: array.name }, unusable.constraint, { value: unusable.value });
  }
  return found;
}

/** Sequences of any lengths up to that of training, filled up to it. */
function paddedInput(
  array: GatheredArray,
  { shape, padding, tokens }: ArrayPart,
  all: readonly GatheredArray[],
  file: string,
): GatheredArray {
  const place = { file, field: array.name };
  const [length = 0, width = 2] = shape;
  const features = tokens === undefined ? [width - 1] : [];
  if (isText(array)) throw arrayFault(place, 'must be of numbers, as in training');
  if (String(array.shape.slice(2)) !== String(features)) {
    const constraint = `must have rows of the shape (${['steps', ...features].join(', ')}), as in training`;
    throw arrayFault(place, constraint, { value: `(${array.shape.slice(1).join(', ')})` });
  }
  const lengths = padding?.lengths === undefined ? undefined : arrayNamed(all, padding.lengths, file);
  const request = { areTokens: tokens !== undefined, lengths, length };
  return { ...array, ...paddedRows(array, request, file).array };
}

/** The array of this name, which must be one of the file's. */
export function arrayNamed(arrays: readonly GatheredArray[], name: string, file: string): GatheredArray {
  const found = arrayOfName(arrays, name);
  if (found !== undefined) return requireOnePiece(found, file);
  const constraint = `must be an array of the file, as in training: it has ${listOf(arrays)}`;
  throw arrayFault({ file, field: name }, constraint);
}

function onlyInput(arrays: readonly GatheredArray[], name: string, file: string): GatheredArray {
  const known = arrays.filter((array) => isInputStem(array.name));
  const found =
    arrays.find((array) => array.name === name) ??
    (arrays.length === 1 ? arrays[0] : known.length === 1 ? known[0] : undefined);
  return found === undefined ? arrayNamed(arrays, name, file) : requireOnePiece(found, file);
}

/** The rows to predict are those of one array: a file of several splits has none that is meant. */
function requireOnePiece(array: GatheredArray, file: string): GatheredArray {
  if (array.pieces.length === 1) return array;
  const constraint = `must be one array: the file has ${array.pieces.length} of this name, for several splits`;
  throw arrayFault({ file, field: array.name }, constraint, { hint: 'save the rows to predict as x alone' });
}

function listOf(arrays: readonly GatheredArray[]): string {
  return arrays.length === 0 ? 'none' : arrays.map(({ name }) => name).join(', ');
}

function requireUsable(array: GatheredArray, part: ArrayPart, rows: number, file: string): void {
  const place = { file, field: array.name };
  const shape = array.shape.slice(1);
  if (array.lengths !== undefined && part.padding === undefined) throw unevenFault(array.lengths, place);
  if (isText(array)) throw arrayFault(place, 'must be of numbers, as in training');
  // A picture of one channel may have an axis for it.
  const isSame = [shape, shape.at(-1) === 1 ? shape.slice(0, -1) : shape].some(
    (each) => String(each) === String(part.shape),
  );
  if (!isSame) {
    const constraint = `must have rows of the shape (${part.shape.join(', ')}), as in training`;
    throw arrayFault(place, constraint, { value: `(${shape.join(', ')})`, ...flatHint(array, part.shape) });
  }
  if (array.shape[0] !== rows)
    throw arrayFault(place, `must have ${rows} rows, as the other arrays`, { value: array.shape[0] });
}
