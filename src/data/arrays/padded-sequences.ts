import type { FaultsError } from '../../faults/errors.ts';
import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
import { putSteps } from '../preprocessing/array-encoder.ts';

type Sequences = Pick<NamedArray, 'shape' | 'values'>;

/** The lengths of the rows of an array, and the place of it in faults. */
interface LengthsRequest {
  readonly rows: number;
  /** The fewest and the most steps of a row. */
  readonly least: number;
  readonly most: number;
  /** The name of the sequences. */
  readonly of: string;
}

/** The number of steps of each row. FaultsError for another number of rows, and for lengths that no row can have. */
function lengthsOf(
  { shape, values }: NamedArray,
  { rows, least, most, of }: LengthsRequest,
  place: ArrayPlace,
): Int32Array {
  const isFlat = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!ArrayBuffer.isView(values) || !isFlat)
    throw arrayFault(place, `must have one whole number a row, the steps of ${of}`, {
      value: ArrayBuffer.isView(values) ? `(${shape.join(', ')})` : 'texts',
    });
  if (values.length !== rows)
    throw arrayFault(place, `must have as many rows as ${of}: ${rows}`, { value: values.length });
  const isLength = (length: number) => Number.isInteger(length) && length >= least && length <= most;
  const broken = values.findIndex((length: number) => !isLength(length));
  if (broken < 0) return Int32Array.from(values);
  const constraint = `must be whole numbers from ${least} to ${most}, the steps of ${of}: row ${broken + 1} breaks that`;
  throw arrayFault(place, constraint, { value: values[broken] });
}

const sequenceHint =
  'sequences of several lengths are lists of steps, and each step a list of its numbers; of ids of tokens "as" is "tokens"';

/** The fault of rows of several lengths, where they are no sequences; `hint` says how they might be. */
export function unevenFault(lengths: Int32Array, place: ArrayPlace, hint?: string): FaultsError {
  const row = lengths.findIndex((length) => length !== lengths[0]);
  const uneven = `must have lists of one length: ${lengths[0]} as in row 1, and row ${row + 1} has another`;
  return arrayFault(place, uneven, { value: lengths[row], ...(hint !== undefined && { hint }) });
}

/**
 * Arrays [rows, any length, …] as [rows, length, …] of the same type, with zeros behind the steps of each row, whatever the
 * array has there. With `hasFlags` [rows, any length, features] become floats [rows, length, features + 1], whose last
 * number is 1 in a step.
 */
export function filledUp(
  { shape, values }: Sequences,
  { lengths, length, hasFlags = false }: FilledForm,
): ArrayValues {
  const [rows = 0, own = 0, ...step] = shape;
  const features = sizeOfShape(step);
  const given = values as ArrayValues;
  const isWide = given instanceof Float64Array || given instanceof Int32Array || given instanceof Uint32Array;
  const flagged = isWide ? Float64Array : Float32Array;
  const kind = hasFlags ? flagged : (given.constructor as Float64ArrayConstructor);
  const width = hasFlags ? features + 1 : features;
  const filled: ArrayValues = new kind(rows * length * width);
  for (let row = 0; row < rows; row++) {
    const steps = { values: given, from: row * own * features, steps: lengths[row] as number, features };
    putSteps(steps, filled, row * length * width, hasFlags);
  }
  return filled;
}

interface FilledForm {
  /** The number of steps of each row. */
  readonly lengths: Int32Array;
  /** The number of steps to which all rows are filled up. */
  readonly length: number;
  readonly hasFlags?: boolean;
}

/** Rows of several lengths as they enter: filled up, and numbers with a 1 in each step. */
export interface PaddedRows {
  readonly array: NamedArray;
  /** Says what became of them. */
  readonly note: string;
}

/**
 * The rows of an array, which are lists of several lengths or have a declared array of them. `length` is that of all
 * rows; by default that of the array. FaultsError for lengths that no row can have, and for an array that is no sequence.
 */
export function paddedRows(
  array: NamedArray,
  {
    areTokens,
    lengths: declared,
    length,
  }: { readonly areTokens: boolean; readonly lengths?: NamedArray | undefined; readonly length?: number },
  file: string,
): PaddedRows {
  const { name, shape } = array;
  const [rows = 0, own = 0, features] = shape;
  const place = { file, field: name };
  const isSequence = shape.length === (areTokens ? 2 : 3);
  if (!isSequence && array.lengths !== undefined && declared === undefined)
    throw unevenFault(array.lengths, place, sequenceHint);
  if (!isSequence) {
    const wanted = areTokens ? '[length] of ids of tokens' : '[length, features]';
    throw arrayFault(place, `must have rows of ${wanted}, as data.lengths names their lengths`, {
      value: `(${shape.slice(1).join(', ')})`,
    });
  }
  const least = areTokens ? 0 : 1;
  const most = Math.min(own, length ?? own);
  const whole = { name: name, shape: [rows], values: array.lengths ?? new Int32Array(rows).fill(own) };
  const longest = whole.values.reduce((one, other) => Math.max(one, other), 0);
  if (declared === undefined && longest > most)
    throw arrayFault(place, `must have at most ${most} steps in a row, as in training`, { value: longest });
  const given = { rows, least, most, of: name };
  const lengths =
    declared === undefined
      ? lengthsOf(whole, given, place)
      : lengthsOf(declared, given, { file, field: declared.name });
  const beyond = lengths.findIndex((length, row) => length > (whole.values[row] as number));
  if (beyond >= 0) {
    const constraint = `must be at most the steps of each row of ${name}: row ${beyond + 1} has ${whole.values[beyond]}`;
    throw arrayFault({ file, field: declared?.name ?? name }, constraint, { value: lengths[beyond] });
  }
  const to = length ?? own;
  const fewest = lengths.reduce((one, other) => Math.min(one, other), to);
  const largest = lengths.reduce((one, other) => Math.max(one, other), 0);
  const said = `the rows of ${name} are sequences of ${fewest === largest ? fewest : `${fewest} to ${largest}`} steps, filled up with zeros to ${to}`;
  const values = filledUp(array, { lengths, length: to, hasFlags: !areTokens });
  if (areTokens) return { array: { name, shape: [rows, to], values }, note: said };
  const width = (features as number) + 1;
  return {
    array: { name, shape: [rows, to, width], values },
    note: `${said}; a row is [${to}, ${width}], whose last number is 1 in a step`,
  };
}
