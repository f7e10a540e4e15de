/** Rows that a linear model is fitted to, each column minus its weighted mean: a bias then hardly depends on weights. */
export interface LinearRows {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns], row-major. */
  readonly x: Float64Array;
  /** [columns] */
  readonly means: Float64Array;
  /** [rows] class indices or values. */
  readonly y: ArrayLike<number>;
  /** [rows] at least 0; absent when all rows count alike. */
  readonly weight?: ArrayLike<number>;
  /** The weights [columns] of one output, for the columns as they were given, where they were narrowed. */
  readonly recover?: (weights: Float64Array) => Float64Array;
}

/** `x` is [rows, columns] of any finite numbers, and stays as it is. */
export function linearRows(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weight?: ArrayLike<number>,
): LinearRows {
  const rows = y.length;
  const columns = x.length / rows;
  const means = new Float64Array(columns);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const own = weight?.[row] ?? 1;
    total += own;
    for (let column = 0; column < columns; column++) {
      means[column] = (means[column] as number) + own * (x[row * columns + column] as number);
    }
  }
  for (let column = 0; column < columns; column++) means[column] = (means[column] as number) / total;
  // Not Float64Array.from, which first lists all values: three times the memory.
  const centred = new Float64Array(x.length);
  for (let at = 0; at < x.length; at++) centred[at] = (x[at] as number) - (means[at % columns] as number);
  return { rows, columns, x: centred, means, y, ...(weight && { weight }) };
}

/** The sum of the columns' variances. */
export function totalVariance({ rows, columns, x, weight }: LinearRows): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const own = weight?.[row] ?? 1;
    total += own;
    for (let at = row * columns; at < (row + 1) * columns; at++) sum += own * (x[at] as number) ** 2;
  }
  return sum / total;
}
