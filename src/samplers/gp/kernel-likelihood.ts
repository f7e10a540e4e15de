import { factorise, inverseOf, solve } from '../../statistics/linear/cholesky.ts';
import {
  type KernelParameters,
  matern,
  maternSlope,
  type Observations,
  squaredDifference,
} from './kernel.ts';

/**
 * Minus the logarithm of the likelihood of observations, up to a constant, by the kernel's parameters. Writes its gradient
 * by the logarithms of the weights, the scale and the noise (Rasmussen and Williams 2006, equations 2.30 and 5.9). Infinite
 * where rounding makes the covariances singular.
 */
export function kernelLikelihood(observations: Observations) {
  const count = observations.values.length;
  const pairs = pairDifferences(observations);
  return ({ weights, scale, noise }: KernelParameters, gradient: Float64Array): number => {
    const distances = weightedSums(pairs, weights);
    const correlations = distances.map(matern);
    const lower = new Float64Array(count * count);
    for (let row = 0, pair = 0; row < count; row++) {
      for (let other = 0; other < row; other++)
        lower[row * count + other] = scale * (correlations[pair++] as number);
      lower[row * count + row] = scale + noise;
    }
    factorise(lower, count);
    const solved = solve(lower, count, observations.values.slice());
    let loss = 0;
    for (let row = 0; row < count; row++) {
      loss += ((observations.values[row] as number) * (solved[row] as number)) / 2;
      loss += Math.log(lower[row * count + row] as number);
    }
    if (!Number.isFinite(loss)) return Number.POSITIVE_INFINITY;
    const changes = changesByCovariance(inverseOf(lower, count), solved);
    const byScale = changes.pairs.reduce(
      (sum, change, pair) => sum + change * (correlations[pair] as number),
      0,
    );
    gradient.fill(0);
    const width = weights.length;
    // Not by entries(): their pairs of 20,000 numbers would take most of the time.
    for (let pair = 0; pair < distances.length; pair++) {
      const change = changes.pairs[pair] as number;
      const slope = change * scale * maternSlope(distances[pair] as number, correlations[pair] as number);
      for (let column = 0; column < width; column++)
        gradient[column] = (gradient[column] as number) + slope * (pairs[pair * width + column] as number);
    }
    for (const [column, weight] of weights.entries())
      gradient[column] = weight * (gradient[column] as number);
    gradient[width] = scale * (byScale + changes.diagonal);
    gradient[width + 1] = noise * changes.diagonal;
    return loss;
  };
}

/** The derivatives by the covariance of each pair, both halves of the matrix together, and by all variances at once. */
function changesByCovariance(inverse: Float64Array, solved: Float64Array) {
  const count = solved.length;
  const pairs = new Float64Array((count * (count - 1)) / 2);
  let diagonal = 0;
  for (let row = 0, pair = 0; row < count; row++) {
    const own = solved[row] as number;
    for (let other = 0; other < row; other++)
      pairs[pair++] = (inverse[row * count + other] as number) - own * (solved[other] as number);
    diagonal += ((inverse[row * count + row] as number) - own * own) / 2;
  }
  return { pairs, diagonal };
}

/** The squared differences [pairs of a point and an earlier one, columns]. */
function pairDifferences({ points, values, isCategory }: Observations): Float64Array {
  const width = isCategory.length;
  const differences = new Float64Array(((values.length * (values.length - 1)) / 2) * width);
  let at = 0;
  for (let row = 0; row < values.length; row++) {
    for (let other = 0; other < row; other++) {
      for (let column = 0; column < width; column++) {
        const [one, two] = [points[row * width + column] as number, points[other * width + column] as number];
        differences[at++] = squaredDifference(one, two, isCategory[column] as boolean);
      }
    }
  }
  return differences;
}

function weightedSums(rows: Float64Array, weights: Float64Array): Float64Array {
  const width = weights.length;
  const sums = new Float64Array(rows.length / width);
  for (let row = 0; row < sums.length; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++)
      sum += (weights[column] as number) * (rows[row * width + column] as number);
    sums[row] = sum;
  }
  return sums;
}
