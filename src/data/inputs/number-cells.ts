import type { ColumnTransform } from '../../study/pipeline.ts';
import { fitsFloat32 } from '../cells/number.ts';
import { numberWriter } from '../preprocessing/column-inputs.ts';

type NumberTransform = Extract<ColumnTransform, { kind: 'number' }>;

/** Where a column's inputs are: in rows of `width`, from `offset`. */
interface Place {
  readonly x: Float32Array;
  readonly offset: number;
  readonly width: number;
}

/** True where a column's numbers need no reading: no notation, and no number that means a missing cell. */
export function arePlain(transform: ColumnTransform): transform is NumberTransform {
  return transform.kind === 'number' && transform.form === undefined && transform.missing === undefined;
}

/** Encodes the numbers of a format that stores columns; NaN is missing. Returns the rows that it leaves out, too large for 32 bits. */
export function putNumbers(transform: NumberTransform, cells: Float64Array, place: Place): number[] {
  const { x, offset, width } = place;
  const write = numberWriter(transform);
  const broken: number[] = [];
  for (let row = 0; row < cells.length; row++) {
    const value = cells[row] as number;
    if (fitsFloat32(value) || Number.isNaN(value)) write(value, x, row * width + offset);
    else broken.push(row);
  }
  return broken;
}
