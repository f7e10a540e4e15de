import { type Points, squaredDistance } from './points.ts';

/** The nearest rows of a row, nearest first. */
export interface Nearest {
  readonly rows: Int32Array;
  /** Euclidean. */
  readonly distances: Float64Array;
}

/**
 * The `count` nearest of the candidates that `isAllowed`; equally near ones as the candidates' order has them. The row
 * itself is none of them. Fewer where fewer are allowed.
 */
export function nearestOf(
  points: Points,
  row: number,
  count: number,
  candidates: Int32Array,
  isAllowed: (other: number) => boolean = () => true,
): Nearest {
  const rows = new Int32Array(count).fill(-1);
  const squares = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (const other of candidates) {
    const limit = squares[count - 1] as number;
    if (other === row || !isAllowed(other)) continue;
    const found = squaredDistance(points, row, other, limit);
    if (found >= limit) continue;
    let place = count - 1;
    for (; place > 0 && found < (squares[place - 1] as number); place--) {
      squares[place] = squares[place - 1] as number;
      rows[place] = rows[place - 1] as number;
    }
    squares[place] = found;
    rows[place] = other;
  }
  const found = rows.filter((other) => other >= 0);
  return { rows: found, distances: squares.subarray(0, found.length).map(Math.sqrt) };
}
