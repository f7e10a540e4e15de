import type { LinearRows } from './linear-rows.ts';

/** Products of more rows than this cost more than the columns that they save. */
const mostRows = 1000;
/** A row that others explain up to this, relative to the longest, adds no direction of its own. */
const negligible = 1e-12;

/**
 * The same rows with as many columns as rows, when they have more: by the lower triangle L of X Xᵀ = L Lᵀ, whose rows
 * have the same products. A model of these has weights Xᵀ L⁻ᵀ v, of the same squared length, which `recover` computes.
 */
export function narrowed(given: LinearRows): LinearRows {
  const { rows, columns, x } = given;
  if (columns <= rows || rows > mostRows) return given;
  const lower = lowerOf(given);
  return {
    ...given,
    columns: rows,
    x: lower,
    recover: (weights) => {
      const shares = weights.slice();
      for (let row = rows - 1; row >= 0; row--) {
        const pivot = lower[row * (rows + 1)] as number;
        const own = pivot === 0 ? 0 : (shares[row] as number) / pivot;
        shares[row] = own;
        for (let at = 0; at < row; at++)
          shares[at] = (shares[at] as number) - own * (lower[row * rows + at] as number);
      }
      const recovered = new Float64Array(columns);
      shares.forEach((share, row) => {
        for (let column = 0; column < columns; column++) {
          recovered[column] = (recovered[column] as number) + share * (x[row * columns + column] as number);
        }
      });
      return recovered;
    },
  };
}

/** Cholesky's factor of X Xᵀ, in which a column of zeros stands for a row that adds no direction. */
function lowerOf({ rows, columns, x }: LinearRows): Float64Array {
  const lower = new Float64Array(rows * rows);
  const rowOf = (row: number) => x.subarray(row * columns, (row + 1) * columns);
  const longest = Array.from({ length: rows }, (_, row) => dot(rowOf(row), rowOf(row), columns)).reduce(
    (most, each) => Math.max(most, each),
    0,
  );
  for (let row = 0; row < rows; row++) {
    const own = lower.subarray(row * rows, (row + 1) * rows);
    for (let other = 0; other <= row; other++) {
      const others = lower.subarray(other * rows, (other + 1) * rows);
      const rest = dot(rowOf(row), rowOf(other), columns) - dot(own, others, other);
      const pivot = others[other] as number;
      if (other < row) own[other] = pivot === 0 ? 0 : rest / pivot;
      else own[row] = rest <= negligible * longest ? 0 : Math.sqrt(rest);
    }
  }
  return lower;
}

function dot(one: Float64Array, other: Float64Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
