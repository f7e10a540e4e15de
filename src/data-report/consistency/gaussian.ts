import { factorise } from '../../statistics/linear/cholesky.ts';

/** Added to each variance, as a share of their mean: no direction may be narrower than what rounding leaves. */
const ridge = 0.03;

/** The logarithm of a row's density, but for a constant that depends on the number of cells alone. */
export type LogDensity = (row: Float64Array) => number;

/** A normal distribution with all covariances, fitted to rows [rows][width] with weights. O(rows width²). */
export function fitDependent(rows: readonly Float64Array[], weights: Float64Array): LogDensity {
  const { mean, total } = meanOfRows(rows, weights);
  const width = mean.length;
  const lower = new Float64Array(width * width);
  const centred = new Float64Array(width);
  rows.forEach((row, at) => {
    const weight = (weights[at] as number) / total;
    if (weight < 1e-9) return;
    for (let column = 0; column < width; column++) {
      centred[column] = (row[column] as number) - (mean[column] as number);
    }
    for (let one = 0; one < width; one++) {
      const own = weight * (centred[one] as number);
      for (let other = 0; other <= one; other++)
        lower[one * width + other] =
          (lower[one * width + other] as number) + own * (centred[other] as number);
    }
  });
  const diagonal = Float64Array.from(mean, (_, column) => lower[column * (width + 1)] as number);
  widened(diagonal).forEach((variance, column) => {
    lower[column * (width + 1)] = variance;
  });
  factorise(lower, width);
  const logScale = mean.reduce((sum, _, column) => sum + Math.log(lower[column * (width + 1)] as number), 0);
  const solved = new Float64Array(width);
  return (row) => -squaredDistance(lower, mean, row, solved) / 2 - logScale;
}

/** The same without covariances. */
export function fitIndependent(rows: readonly Float64Array[], weights: Float64Array): LogDensity {
  const { mean, total } = meanOfRows(rows, weights);
  const squares = new Float64Array(mean.length);
  rows.forEach((row, at) => {
    const share = (weights[at] as number) / total;
    for (let column = 0; column < mean.length; column++) {
      const distance = (row[column] as number) - (mean[column] as number);
      squares[column] = (squares[column] as number) + share * distance ** 2;
    }
  });
  const variances = widened(squares);
  const logScale = variances.reduce((sum, variance) => sum + Math.log(variance), 0) / 2;
  return (row) =>
    variances.reduce(
      (sum, variance, column) =>
        sum - ((row[column] as number) - (mean[column] as number)) ** 2 / variance / 2,
      -logScale,
    );
}

function meanOfRows(rows: readonly Float64Array[], weights: Float64Array) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(rows[0]?.length ?? 0);
  rows.forEach((row, at) => {
    const share = (weights[at] as number) / total;
    for (let column = 0; column < mean.length; column++) {
      mean[column] = (mean[column] as number) + share * (row[column] as number);
    }
  });
  return { mean, total };
}

function widened(variances: Float64Array): Float64Array {
  const added = (ridge * variances.reduce((sum, variance) => sum + variance, 0)) / variances.length;
  return variances.map((variance) => variance + added + 1e-9);
}

/** Overwrites `solved`. */
function squaredDistance(
  lower: Float64Array,
  mean: Float64Array,
  row: Float64Array,
  solved: Float64Array,
): number {
  const width = mean.length;
  let squares = 0;
  for (let column = 0; column < width; column++) {
    let left = (row[column] as number) - (mean[column] as number);
    for (let at = 0; at < column; at++)
      left -= (lower[column * width + at] as number) * (solved[at] as number);
    const own = left / (lower[column * (width + 1)] as number);
    solved[column] = own;
    squares += own * own;
  }
  return squares;
}
