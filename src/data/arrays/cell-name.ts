import { placeInShape } from '../../study/inputs/place-in-shape.ts';

/** The name of a number in the rows of an array, by its place on each axis: `x[0]`, or `x[3,1]`; the array's own for its only one. */
export function cellName(name: string, cell: number, shape: readonly number[]): string {
  return shape.length === 0 ? name : `${name}[${placeInShape(cell, shape).join(',')}]`;
}
