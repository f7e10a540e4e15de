import { NearestLists } from '../../statistics/sorting/nearest-lists.ts';
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
  const nearest = new NearestLists(1, count);
  for (const other of candidates) {
    if (other === row || !isAllowed(other)) continue;
    nearest.add(0, other, squaredDistance(points, row, other, nearest.limit(0)));
  }
  const rows = nearest.others.filter((other) => other >= 0);
  return { rows, distances: nearest.distances.subarray(0, rows.length).map(Math.sqrt) };
}
