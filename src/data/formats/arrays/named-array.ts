import { FaultsError } from '../../../faults/errors.ts';
import type { ArrayValues } from '../../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../../study/inputs/shape-size.ts';

/** An array of numbers or texts of a file or a program, row-major. */
export interface NamedArray {
  readonly name: string;
  /** All axes, the rows first. */
  readonly shape: readonly number[];
  /** Truth values are bytes of 0 and 1. */
  readonly values: ArrayValues | readonly string[];
  readonly areBooleans?: boolean;
  /** The number of steps of each row, which zeros fill up; absent where all rows have the same. */
  readonly lengths?: Int32Array;
}

/** The place of an array in faults: its file, and its name where the file has several. */
export interface ArrayPlace {
  readonly file: string;
  readonly field: string;
}

/** The bytes of a file of one array: `exact`, or at most `most` where it is packed. */
export type FileBytes = { readonly exact: number } | { readonly most: number };

/** FaultsError where a file has other bytes than the `whole` that it takes for its shape. */
export function requireBytes(
  place: ArrayPlace,
  shape: readonly number[],
  whole: number,
  bytes: FileBytes,
): void {
  if ('exact' in bytes ? whole === bytes.exact : whole <= bytes.most) return;
  const found = 'exact' in bytes ? bytes.exact : bytes.most;
  const constraint = `must have ${whole} bytes for its shape (${shape.join(', ')})`;
  throw arrayFault(place, constraint, { value: found });
}

/** A way out where a flat array holds whole rows of this shape. */
export function flatHint(
  { shape }: Pick<NamedArray, 'shape'>,
  row: readonly number[],
): { readonly hint?: string } {
  const [length = 0, ...more] = shape;
  const size = sizeOfShape(row);
  if (more.length > 0 || row.length === 0 || length === 0 || length % size !== 0) return {};
  const whole = `[${[length / size, ...row].join(', ')}]`;
  return {
    hint: `its ${length} values would be rows in the shape ${whole}: in a program { values, shape: ${whole} }`,
  };
}

/** An array that breaks a constraint. */
export function arrayFault(
  { file, field }: ArrayPlace,
  constraint: string,
  more: { readonly value?: unknown; readonly hint?: string } = {},
): FaultsError {
  return new FaultsError([{ file, field, constraint, ...more }]);
}
