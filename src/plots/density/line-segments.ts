import { type LineDensity, strideOf } from './line-density.ts';

/** Straight or eased pieces of lines between the same two columns; heights in subrows. */
export interface LineSegments {
  readonly begins: Float32Array;
  readonly drops: Float32Array;
  readonly weights: Int32Array;
  /** Half of a line's thickness in subrows. */
  readonly half: number;
}

/**
 * Adds one column of the segments of these places, which all fall or all rise: from the share `upper` of their drop to
 * the share `lower`, the first of which is the higher point. Column by column, because one column of sums stays in the
 * processor's nearest cache; and without a branch that it could not predict.
 */
export function addColumn(
  density: LineDensity,
  column: number,
  [upper, lower]: readonly [number, number],
  { begins, drops, weights, half }: LineSegments,
  [from, to]: readonly [number, number],
): void {
  const { differences } = density;
  const above = column * strideOf(density) - half;
  const below = above + 2 * half;
  for (let index = from; index < to; index++) {
    const begin = begins[index] as number;
    const drop = drops[index] as number;
    const weight = weights[index] as number;
    const top = (above + begin + drop * upper) | 0;
    const bottom = (below + begin + drop * lower) | 0;
    differences[top] = (differences[top] as number) + weight;
    differences[bottom] = (differences[bottom] as number) - weight;
  }
}
