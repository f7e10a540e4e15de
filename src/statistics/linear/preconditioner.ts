import { factorise, solve } from './cholesky.ts';
import type { LinearRows } from './linear-rows.ts';

/** Beyond this a factorisation costs more than the steps that it saves. */
const largestMatrix = 1000;
/** Enough rows for an approximate matrix of products; steps between them are even. */
const mostRows = 2000;

/** Approximates, for one output, the inverse of curvature · mean(x xᵀ) + strength · I times a vector [columns], in place. */
export type Preconditioner = (vector: Float64Array, curvature: number, strength: number) => void;

/** Factorises once for each strength and curvature in a row. */
export function preconditionerOf(rows: LinearRows): Preconditioner {
  const { columns } = rows;
  if (columns > largestMatrix) return byVariances(rows);
  const products = meanProducts(rows);
  let last = { curvature: Number.NaN, strength: Number.NaN, lower: products };
  return (vector, curvature, strength) => {
    if (last.curvature !== curvature || last.strength !== strength) {
      const matrix = products.map((value) => curvature * value);
      for (let at = 0; at < columns; at++)
        matrix[at * (columns + 1)] = (matrix[at * (columns + 1)] as number) + strength;
      last = { curvature, strength, lower: factorise(matrix, columns) };
    }
    solve(last.lower, columns, vector);
  };
}

function byVariances(rows: LinearRows): Preconditioner {
  const { columns, x } = rows;
  const variances = new Float64Array(columns);
  for (const { start, share } of sampled(rows)) {
    for (let column = 0; column < columns; column++) {
      variances[column] = (variances[column] as number) + share * (x[start + column] as number) ** 2;
    }
  }
  return (vector, curvature, strength) => {
    variances.forEach((variance, column) => {
      vector[column] = (vector[column] as number) / (curvature * variance + strength);
    });
  };
}

/** [columns, columns], the lower triangle. */
function meanProducts(rows: LinearRows): Float64Array {
  const { columns, x } = rows;
  const products = new Float64Array(columns * columns);
  for (const { start, share } of sampled(rows)) {
    for (let one = 0; one < columns; one++) {
      const own = share * (x[start + one] as number);
      if (own === 0) continue;
      const base = one * columns;
      for (let other = 0; other <= one; other++) {
        products[base + other] = (products[base + other] as number) + own * (x[start + other] as number);
      }
    }
  }
  return products;
}

/** Where rows begin in x, and their shares of the weights. */
function sampled({ rows, columns, weight }: LinearRows): { start: number; share: number }[] {
  const count = Math.min(rows, mostRows);
  const chosen = Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count));
  const total = chosen.reduce((sum, row) => sum + (weight?.[row] ?? 1), 0) || 1;
  return chosen.map((row) => ({ start: row * columns, share: (weight?.[row] ?? 1) / total }));
}
