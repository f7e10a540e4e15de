import { f32x4 } from '../code/instructions.ts';
import type { Allot, Code, Variable } from '../code/routine.ts';

/**
 * A linear map along one axis of a tile, as the code of its results; `given` are read only after all code that sets them.
 * Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2015), F(2 × 2, 3 × 3).
 */
type Transform = (given: readonly Variable[]) => Code[];

const { add, sub, mul, neg } = f32x4;
const half = f32x4.const(0.5);
const halved = (value: Code) => mul(value, half);

type Given = readonly [Variable, Variable, Variable, Variable];

/** Bᵀ: four pixels to four entries. */
export const imageTransform: Transform = (given) => {
  const [a, b, c, d] = given as Given;
  return [sub(a, c), add(b, c), sub(c, b), sub(b, d)];
};

/** Aᵀ: four entries to two outputs. */
export const outputTransform: Transform = (given) => {
  const [a, b, c, d] = given as Given;
  return [add(add(a, b), c), sub(sub(b, c), d)];
};

/** A: the gradients of two outputs to four entries. */
export const outputGradientTransform: Transform = (given) => {
  const [a, b] = given as Given;
  return [a, add(a, b), sub(a, b), neg(b)];
};

/** G: three taps to four entries. */
export const filterTransform: Transform = (given) => {
  const [a, b, c] = given as Given;
  return [a, halved(add(add(a, b), c)), halved(add(sub(a, b), c)), c];
};

/** Gᵀ: the gradients of four entries to three taps. */
export const filterGradientTransform: Transform = (given) => {
  const [a, b, c, d] = given as Given;
  return [add(a, halved(add(b, c))), halved(sub(b, c)), add(halved(add(b, c)), d)];
};

/**
 * The code that applies a transform along both axes of a tile of `side` × `side` vectors: loads it column by column, and
 * stores the results row by row.
 */
export function alongBoth(
  transform: Transform,
  side: number,
  allot: Allot,
  {
    load,
    store,
  }: { load(row: number, column: number): Code; store(row: number, column: number, value: Code): Code },
): Code {
  const column = Array.from({ length: side }, () => allot('v128'));
  const between = column.map(() => transform(column).map(() => allot('v128')));
  const loads = between.map((results, at) => [
    column.map((variable, row) => variable.set(load(row, at))),
    transform(column).map((value, row) => (results[row] as Variable).set(value)),
  ]);
  const rows = (between[0] as Variable[]).map((_, row) => between.map((results) => results[row] as Variable));
  return [loads, rows.map((each, row) => transform(each).map((value, at) => store(row, at, value)))];
}
