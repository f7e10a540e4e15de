import { NearestLists } from '../../statistics/sorting/nearest-lists.ts';
import { type Points, rowsTogether, squaredDistances } from './points.ts';

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
  const [others, distances] = [new Int32Array(rowsTogether), new Float64Array(rowsTogether)];
  let gathered = 0;
  const add = () => {
    squaredDistances(points, row, others, nearest.limit(0), distances);
    for (let at = 0; at < gathered; at++) nearest.add(0, others[at] as number, distances[at] as number);
    gathered = 0;
  };
  for (let at = 0; at < candidates.length; at++) {
    const other = candidates[at] as number;
    if (other === row || !isAllowed(other)) continue;
    others[gathered++] = other;
    if (gathered === rowsTogether) add();
  }
  add();
  const rows = nearest.others.filter((other) => other >= 0);
  return { rows, distances: nearest.distances.subarray(0, rows.length).map(Math.sqrt) };
}
