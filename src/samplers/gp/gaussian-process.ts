import { factorise, solve } from '../../statistics/linear/cholesky.ts';
import { type KernelParameters, matern, type Observations, squaredDifference } from './kernel.ts';

/** The normal distribution of a function's value at a point, without the noise of an observation. */
export interface Prediction {
  readonly mean: number;
  readonly variance: number;
}

/** A function of which some values were observed: takes a point [columns]. */
export type GaussianProcess = (point: Float64Array) => Prediction;

/** A Gaussian process with mean 0, given observations (Rasmussen and Williams 2006, algorithm 2.1). */
export function gaussianProcess(
  { points, values, isCategory }: Observations,
  { weights, scale, noise }: KernelParameters,
): GaussianProcess {
  const count = values.length;
  const width = isCategory.length;
  const covariance = (row: number, point: Float64Array, from: number) => {
    let squared = 0;
    for (let column = 0; column < width; column++) {
      const own = points[row * width + column] as number;
      const other = point[from + column] as number;
      squared += (weights[column] as number) * squaredDifference(own, other, isCategory[column] as boolean);
    }
    return scale * matern(squared);
  };
  const lower = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let other = 0; other < row; other++)
      lower[row * count + other] = covariance(row, points, other * width);
    lower[row * count + row] = scale + noise;
  }
  factorise(lower, count);
  const solved = solve(lower, count, values.slice());
  const shares = new Float64Array(count);
  return (point) => {
    let mean = 0;
    let explained = 0;
    for (let row = 0; row < count; row++) {
      const own = covariance(row, point, 0);
      mean += own * (solved[row] as number);
      let sum = own;
      for (let at = 0; at < row; at++) sum -= (lower[row * count + at] as number) * (shares[at] as number);
      const share = sum / (lower[row * count + row] as number);
      shares[row] = share;
      explained += share * share;
    }
    return { mean, variance: Math.max(0, scale - explained) };
  };
}
