interface Sums {
  readonly sum: number;
  readonly squares: number;
}

/** Sums of columns over sets of rows, each computed once. */
export class RowSums {
  readonly #known = new Map<Float64Array, Map<Int32Array, Sums>>();

  /** The sum of the values of some rows, and that of their squares; NaN where one is missing. */
  of(values: Float64Array, rows: Int32Array): Sums {
    const ofColumn = this.#known.get(values) ?? new Map<Int32Array, Sums>();
    this.#known.set(values, ofColumn);
    const known = ofColumn.get(rows) ?? sumsOf(values, rows);
    ofColumn.set(rows, known);
    return known;
  }
}

function sumsOf(values: Float64Array, rows: Int32Array): Sums {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    const value = values[rows[at] as number] as number;
    sum += value;
    squares += value * value;
  }
  return { sum, squares };
}
