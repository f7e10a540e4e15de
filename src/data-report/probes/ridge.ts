import { factorise, inverseDiagonal, solve } from '../../statistics/linear/cholesky.ts';

/** Rows of numbers, [rows, columns], row-major. */
export interface NumberRows {
  readonly rows: number;
  readonly columns: number;
  readonly x: Float64Array;
}

/** Strengths of the penalty, relative to the mean variance of the columns times the number of rows. */
const strengths = [1e-3, 0.03, 1];

/**
 * Ridge regression of each column of `y` [rows, outputs], of the strength with the least squared error of leaving one row
 * out, which has a closed form (Allen 1974). Returns the predictions [rows, outputs] for other points. O(min(rows,
 * columns)³).
 */
export function ridgePredictions(
  train: NumberRows,
  y: Float64Array,
  outputs: number,
  judged: NumberRows,
): Float64Array {
  const means = columnMeans(train.x, train.rows, train.columns);
  const targets = columnMeans(y, train.rows, outputs);
  const kernel = products(centred(train, means), centred(train, means));
  const residuals = y.map((value, at) => value - (targets[at % outputs] as number));
  const { rows } = train;
  const trace = Array.from({ length: rows }, (_, row) => kernel[row * (rows + 1)] as number);
  const scale = trace.reduce((sum, each) => sum + each, 0) / rows || 1;
  let best: { readonly error: number; readonly weights: Float64Array } | undefined;
  for (const strength of strengths) {
    const found = fitKernel(kernel, rows, residuals, outputs, strength * scale);
    if (best === undefined || found.error < best.error) best = found;
  }
  const between = products(centred(judged, means), centred(train, means));
  const predicted = new Float64Array(judged.rows * outputs);
  for (let row = 0; row < judged.rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = targets[output] as number;
      for (let at = 0; at < rows; at++)
        sum += (between[row * rows + at] as number) * (best?.weights[at * outputs + output] as number);
      predicted[row * outputs + output] = sum;
    }
  }
  return predicted;
}

/** The weights of the training rows, and the squared error of predicting each from the others. */
function fitKernel(kernel: Float64Array, rows: number, y: Float64Array, outputs: number, strength: number) {
  const lower = kernel.slice();
  for (let row = 0; row < rows; row++)
    lower[row * (rows + 1)] = (lower[row * (rows + 1)] as number) + strength;
  factorise(lower, rows);
  const weights = new Float64Array(rows * outputs);
  const column = new Float64Array(rows);
  for (let output = 0; output < outputs; output++) {
    for (let row = 0; row < rows; row++) column[row] = y[row * outputs + output] as number;
    solve(lower, rows, column);
    for (let row = 0; row < rows; row++) weights[row * outputs + output] = column[row] as number;
  }
  const diagonal = inverseDiagonal(lower, rows);
  let error = 0;
  for (let row = 0; row < rows; row++) {
    // The intercept takes one n-th of a row's own weight.
    const own = strength * (diagonal[row] as number) - 1 / rows;
    for (let output = 0; output < outputs; output++)
      error += ((strength * (weights[row * outputs + output] as number)) / Math.max(own, 1e-12)) ** 2;
  }
  return { error, weights };
}

function columnMeans(x: Float64Array, rows: number, columns: number): Float64Array {
  const means = new Float64Array(columns);
  x.forEach((value, at) => {
    means[at % columns] = (means[at % columns] as number) + value / rows;
  });
  return means;
}

function centred({ rows, columns, x }: NumberRows, means: Float64Array): NumberRows {
  return { rows, columns, x: x.map((value, at) => value - (means[at % columns] as number)) };
}

/** The products of each row of `one` with each of `other`, [one.rows, other.rows]. */
export function products(one: NumberRows, other: NumberRows): Float64Array {
  const { columns } = one;
  const { x } = other;
  const result = new Float64Array(one.rows * other.rows);
  const end = other.rows - 1;
  for (let row = 0; row < one.rows; row++) {
    const own = one.x.subarray(row * columns, (row + 1) * columns);
    for (let second = 0; second <= end; second += 4) {
      // Four sums at a time, each in its order: none waits for the additions of another.
      const [a, b] = [second * columns, Math.min(second + 1, end) * columns];
      const [c, d] = [Math.min(second + 2, end) * columns, Math.min(second + 3, end) * columns];
      let [first, next, third, last] = [0, 0, 0, 0];
      for (let at = 0; at < columns; at++) {
        const value = own[at] as number;
        first += value * (x[a + at] as number);
        next += value * (x[b + at] as number);
        third += value * (x[c + at] as number);
        last += value * (x[d + at] as number);
      }
      const place = row * other.rows + second;
      result[place] = first;
      if (second + 1 <= end) result[place + 1] = next;
      if (second + 2 <= end) result[place + 2] = third;
      if (second + 3 <= end) result[place + 3] = last;
    }
  }
  return result;
}
