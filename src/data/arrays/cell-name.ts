import { placeInShape } from '../../study/inputs/place-in-shape.ts';

/** The name of a number in the rows of an array, by its place on each axis: `x[0]`, or `x[3,1]`; the array's own for its only one. */
export function cellName(name: string, cell: number, shape: readonly number[]): string {
  return shape.length === 0 ? name : `${name}[${placeInShape(cell, shape).join(',')}]`;
}

/** An index of the last axis at all places of the others: `signal[·,1]`. */
export function lastAxisName(name: string, shape: readonly number[], index: number): string {
  return `${name}[${[...shape.slice(0, -1).map(() => '·'), index].join(',')}]`;
}
