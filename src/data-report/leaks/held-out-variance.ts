import { factorise, solve } from '../../statistics/linear/cholesky.ts';

/** Against columns that follow from each other; in units of their variance. */
const ridge = 1e-9;

/** A fit on one half of the rows, and what it leaves of the other half's squares. */
interface HalfFit {
  /** One weight a column, then the bias. */
  readonly weights: Float64Array;
  readonly left: number;
  readonly all: number;
}

/**
 * The share of the target's variance that least squares on one half of the rows leave on the other half, over both
 * directions. `x`: standardised columns; `y`: the standardised target. Also the mean weights of the two fits.
 */
export function heldOutVariance(
  x: readonly Float64Array[],
  y: Float64Array,
): { readonly left: number; readonly weights: Float64Array } {
  const half = y.length >> 1;
  const fits = [
    fitHalf(x, y, [0, half], [half, y.length]),
    fitHalf(x, y, [half, y.length], [0, half]),
  ] as const;
  const [one, other] = fits;
  return {
    left: (one.left + other.left) / (one.all + other.all),
    weights: one.weights.map((weight, at) => (weight + (other.weights[at] as number)) / 2),
  };
}

/** The residuals of `y` after least squares on all rows, with a bias. */
export function residuals(x: readonly Float64Array[], y: Float64Array): Float64Array {
  const columns = [...x, new Float64Array(y.length).fill(1)];
  const weights = leastSquares(columns, y, [0, y.length]);
  return y.map((own, row) =>
    columns.reduce((left, column, at) => left - (column[row] as number) * (weights[at] as number), own),
  );
}

type Range = readonly [from: number, to: number];

function fitHalf(x: readonly Float64Array[], y: Float64Array, fitted: Range, judged: Range): HalfFit {
  const columns = [...x, new Float64Array(y.length).fill(1)];
  const weights = leastSquares(columns, y, fitted);
  let [left, all] = [0, 0];
  for (let row = judged[0]; row < judged[1]; row++) {
    const own = y[row] as number;
    let predicted = 0;
    columns.forEach((column, at) => {
      predicted += (column[row] as number) * (weights[at] as number);
    });
    left += (own - predicted) ** 2;
    all += own ** 2;
  }
  return { weights, left, all };
}

function leastSquares(columns: readonly Float64Array[], y: Float64Array, [from, to]: Range): Float64Array {
  const size = columns.length;
  const parts = columns.map((column) => column.subarray(from, to));
  const matrix = new Float64Array(size * size);
  parts.forEach((one, row) => {
    for (let column = 0; column <= row; column++) {
      const own = row === column ? ridge * (to - from) : 0;
      matrix[row * size + column] = product(one, parts[column] as Float64Array) + own;
    }
  });
  const right = Float64Array.from(parts, (column) => product(column, y.subarray(from, to)));
  return solve(factorise(matrix, size), size, right);
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < one.length; row++) sum += (one[row] as number) * (other[row] as number);
  return sum;
}
