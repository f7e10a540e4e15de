/** Means of values over a grid of two axes, and how much data each is from. */
export interface LocalField {
  readonly columns: number;
  readonly rows: number;
  /** Row by row; NaN where no data are near. */
  readonly mean: Float64Array;
}

/** A point on the grid: its column and row, which need not be whole, and its value. */
export interface FieldPoint {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

interface FieldAxis {
  readonly cells: number;
  /** Standard deviation of the kernel in cells; 0: values of a cell say nothing of its neighbours, as of categories. */
  readonly deviation: number;
}

/** A single point is shown up to about 1½ deviations around it. */
const leastWeight = 0.3;

/** Gaussian means, from points that are gathered in cells first: the cost does not depend on the number of points. */
export function localField(points: readonly FieldPoint[], across: FieldAxis, up: FieldAxis): LocalField {
  const [columns, rows] = [across.cells, up.cells];
  const weight = new Float64Array(columns * rows);
  const sum = new Float64Array(columns * rows);
  for (const { x, y, value } of points) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(x)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor(y)));
    const cell = row * columns + column;
    weight[cell] = (weight[cell] as number) + 1;
    sum[cell] = (sum[cell] as number) + value;
  }
  const smooth = (values: Float64Array) =>
    blurred(
      blurred(values, columns, rows, 1, columns, across.deviation),
      rows,
      columns,
      columns,
      1,
      up.deviation,
    );
  const [weights, sums] = [smooth(weight), smooth(sum)];
  return {
    columns,
    rows,
    mean: sums.map((total, at) => {
      const amount = weights[at] as number;
      return amount >= leastWeight ? total / amount : Number.NaN;
    }),
  };
}

/** Convolves `lines` lines of `length` cells with a Gaussian of height 1; steps are those between cells and lines. */
function blurred(
  values: Float64Array,
  length: number,
  lines: number,
  step: number,
  lineStep: number,
  deviation: number,
): Float64Array {
  if (deviation === 0) return values;
  const reach = Math.ceil(3 * deviation);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-0.5 * ((at - reach) / deviation) ** 2),
  );
  const result = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < length; at++) {
      let total = 0;
      const first = Math.max(0, at - reach);
      const last = Math.min(length - 1, at + reach);
      for (let from = first; from <= last; from++) {
        total += (values[line * lineStep + from * step] as number) * (kernel[from - at + reach] as number);
      }
      result[line * lineStep + at * step] = total;
    }
  }
  return result;
}
