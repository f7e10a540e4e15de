import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type SplitName, splitNames } from '../dataset.ts';
import { arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
import { splitArrayName } from './array-names.ts';
import { filledUp } from './padded-sequences.ts';

/** The arrays of one file, or of the files of one split. */
export interface ArrayGroup {
  /** The name in faults. */
  readonly file: string;
  readonly split?: SplitName | undefined;
  readonly arrays: readonly NamedArray[];
}

/** The arrays of one name, of all files and splits, one after another. */
export interface GatheredArray extends NamedArray {
  /** Rows of each piece that was joined, and its split. */
  readonly pieces: readonly { readonly rows: number; readonly split: SplitName | undefined }[];
}

interface Piece {
  readonly array: NamedArray;
  readonly file: string;
  readonly split: SplitName | undefined;
}

/**
 * Joins the arrays whose names differ by the word for their split alone, and those of one name in several files: the
 * training rows before those of validation and test. FaultsError where their rows are unlike, and where a file has two of
 * one name.
 */
export function gatherArrays(groups: readonly ArrayGroup[]): GatheredArray[] {
  const byStem = new Map<string, Piece[]>();
  for (const { file, split: ofGroup, arrays } of groups) {
    for (const array of arrays) {
      const { stem, split } = splitArrayName(array.name);
      const pieces = byStem.get(stem) ?? [];
      const piece = { array, file, split: ofGroup ?? split };
      const same = pieces.find((other) => other.split === piece.split && arrays.includes(other.array));
      if (same !== undefined) {
        const constraint = `must differ from ${same.array.name} by more than case or the place of a word for a split`;
        throw arrayFault({ file, field: array.name }, constraint);
      }
      pieces.push(piece);
      byStem.set(stem, pieces);
    }
  }
  return [...byStem].map(([stem, pieces]) => joined(stem, inOrder(pieces)));
}

function inOrder(pieces: readonly Piece[]): Piece[] {
  const place = ({ split }: Piece) => (split === undefined ? 0 : splitNames.indexOf(split));
  return pieces.toSorted((one, other) => place(one) - place(other));
}

function joined(name: string, given: readonly Piece[]): GatheredArray {
  const pieces = ofOneLength(given);
  const [first] = pieces;
  if (first === undefined) throw new Error('an array without a piece');
  for (const { array, file } of pieces) requireAlike({ file, field: array.name }, array, first.array);
  const areSplit = pieces.some(({ split }) => split !== undefined);
  const rows = pieces.reduce((sum, { array }) => sum + (array.shape[0] ?? 0), 0);
  return {
    name,
    shape: [rows, ...first.array.shape.slice(1)],
    values: pieces.length === 1 ? first.array.values : joinedValues(pieces.map(({ array }) => array.values)),
    ...(first.array.areBooleans && { areBooleans: true }),
    ...(first.array.lengths && {
      lengths: Int32Array.from(pieces.flatMap(({ array }) => Array.from(array.lengths ?? []))),
    }),
    pieces: pieces.map(({ array, split }) => ({
      rows: array.shape[0] ?? 0,
      split: areSplit ? (split ?? 'train') : undefined,
    })),
  };
}

/** Where rows of a piece have several lengths, all pieces with the length of the longest, and the lengths of all rows. */
function ofOneLength(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length === 1 || !pieces.some(({ array }) => array.lengths !== undefined)) return pieces;
  const most = Math.max(...pieces.map(({ array }) => array.shape[1] ?? 0));
  return pieces.map((piece) => {
    const [rows = 0, length = 0, ...step] = piece.array.shape;
    const { lengths = new Int32Array(rows).fill(length) } = piece.array;
    const isNumeric = ArrayBuffer.isView(piece.array.values) && piece.array.shape.length > 1;
    if (!isNumeric) return piece;
    const values = filledUp(piece.array, { lengths, length: most });
    return { ...piece, array: { ...piece.array, shape: [rows, most, ...step], values, lengths } };
  });
}

function requireAlike(place: { file: string; field: string }, array: NamedArray, first: NamedArray): void {
  if (array.shape.length === 0) throw arrayFault(place, 'must have rows: it is a single value');
  const [own, wanted] = [array, first].map(({ shape }) => shape.slice(1));
  if (String(own) !== String(wanted)) {
    const constraint = `must have rows of the shape (${wanted?.join(', ')}), as ${first.name} has`;
    throw arrayFault(place, constraint, { value: `(${own?.join(', ')})` });
  }
  if (isText(array) !== isText(first))
    throw arrayFault(place, `must be of ${isText(first) ? 'texts' : 'numbers'}, as ${first.name} is`);
}

function joinedValues(all: readonly NamedArray['values'][]): NamedArray['values'] {
  const numbers = all.filter((values): values is ArrayValues => ArrayBuffer.isView(values));
  if (numbers.length < all.length) return all.flatMap((values) => Array.from(values as readonly string[]));
  const length = numbers.reduce((sum, values) => sum + values.length, 0);
  const whole = isOneType(numbers) ? emptyLike(numbers[0] as ArrayValues, length) : new Float64Array(length);
  let at = 0;
  for (const values of numbers) {
    whole.set(values, at);
    at += values.length;
  }
  return whole;
}

function isOneType(all: readonly ArrayValues[]): boolean {
  return all.every((values) => values.constructor === all[0]?.constructor);
}

/** Zeros of the same type. */
function emptyLike(values: ArrayValues, length: number): ArrayValues {
  return new (values.constructor as Float64ArrayConstructor)(length) as ArrayValues;
}

/** The array that a user's name means, which may have the word for a split, and any case: X_train is x. */
export function arrayOfName<Named extends Pick<NamedArray, 'name'>>(
  arrays: readonly Named[],
  name: string,
): Named | undefined {
  const { stem } = splitArrayName(name);
  return arrays.find((array) => array.name === stem);
}

export function isText({ values }: Pick<NamedArray, 'values'>): boolean {
  return !ArrayBuffer.isView(values);
}

/** Numbers of a row. */
export function rowSize({ shape }: Pick<NamedArray, 'shape'>): number {
  return sizeOfShape(shape.slice(1));
}
