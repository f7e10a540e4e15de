import type { RowGroups } from '../../data/raw-data.ts';

const neighbours = 10;

/**
 * Predicts each row by its ten nearest other rows (Euclidean distance), weighted by 1 / distance: [rows, width] means of
 * their `targets` [rows, width]. Rows of the row's own group are left out. O(rows² · columns).
 */
export function neighbourMeans(
  { x, rows }: { readonly x: Float32Array; readonly rows: number },
  { targets, width }: { readonly targets: Float64Array; readonly width: number },
  groups?: RowGroups,
): Float64Array {
  const columns = x.length / rows;
  const count = Math.min(neighbours, rows - 1);
  const nearest = new Int32Array(rows * count).fill(-1);
  const squares = new Float64Array(rows * count).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < rows; one++) {
    for (let other = one + 1; other < rows; other++) {
      if (groups !== undefined && groups.codes[one] === groups.codes[other]) continue;
      const limit = Math.max(
        squares[(one + 1) * count - 1] as number,
        squares[(other + 1) * count - 1] as number,
      );
      let sum = 0;
      for (let at = 0; at < columns && sum < limit; at++) {
        const difference = (x[one * columns + at] as number) - (x[other * columns + at] as number);
        sum += difference * difference;
      }
      if (sum >= limit) continue;
      insert(nearest, squares, { row: one, other, sum, count });
      insert(nearest, squares, { row: other, other: one, sum, count });
    }
  }
  const means = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const own = squares.subarray(row * count, (row + 1) * count);
    const weights = own.includes(0)
      ? own.map((each) => (each === 0 ? 1 : 0))
      : own.map((each) => 1 / Math.sqrt(each));
    const total = weights.reduce((sum, each) => sum + each, 0);
    weights.forEach((weight, at) => {
      const other = nearest[row * count + at] as number;
      if (other < 0 || total === 0) return;
      for (let output = 0; output < width; output++) {
        const place = row * width + output;
        means[place] =
          (means[place] as number) + (weight / total) * (targets[other * width + output] as number);
      }
    });
  }
  return means;
}

interface Found {
  readonly row: number;
  readonly other: number;
  readonly sum: number;
  readonly count: number;
}

function insert(nearest: Int32Array, squares: Float64Array, { row, other, sum, count }: Found): void {
  const first = row * count;
  let place = first + count - 1;
  if (sum >= (squares[place] as number)) return;
  for (; place > first && sum < (squares[place - 1] as number); place--) {
    squares[place] = squares[place - 1] as number;
    nearest[place] = nearest[place - 1] as number;
  }
  squares[place] = sum;
  nearest[place] = other;
}
