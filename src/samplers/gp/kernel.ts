/** The parameters of a Matérn kernel with a length for each column, and of the noise of observations. */
export interface KernelParameters {
  /** 1 / length² of each column. */
  readonly weights: Float64Array;
  /** The variance of the function's values. */
  readonly scale: number;
  /** The variance of an observation around the function's value. */
  readonly noise: number;
}

/** Values of a function, with noise. */
export interface Observations {
  /** [values, columns] */
  readonly points: Float64Array;
  readonly values: Float64Array;
  /** True for each column whose numbers are categories. */
  readonly isCategory: readonly boolean[];
}

/** Matérn's correlation with ν = 5/2 at a squared distance (Rasmussen and Williams 2006, equation 4.17). */
export function matern(squared: number): number {
  const root = Math.sqrt(5 * squared);
  return Math.exp(-root) * (1 + root + (5 / 3) * squared);
}

/** The derivative of `matern` by the squared distance, from its value there. */
export function maternSlope(squared: number, correlation: number): number {
  const root = Math.sqrt(5 * squared);
  return ((-5 / 6) * correlation * (1 + root)) / (1 + root + (5 / 3) * squared);
}

/** The squared difference of two coordinates of a column. */
export function squaredDifference(one: number, other: number, isCategory: boolean): number {
  const difference = one - other;
  if (isCategory) return difference === 0 ? 0 : 1;
  return difference * difference;
}
