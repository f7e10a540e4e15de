import { NearestLists } from '../../statistics/sorting/nearest-lists.ts';
import { type NumberRows, products } from './ridge.ts';

/** The rows of `train` nearest to each of `judged`, nearest first, [judged.rows, count]. */
export function nearestRows(train: NumberRows, judged: NumberRows, count: number): Int32Array {
  const between = products(judged, train);
  const lengths = Array.from({ length: train.rows }, (_, row) => {
    const own = train.x.subarray(row * train.columns, (row + 1) * train.columns);
    return own.reduce((sum, value) => sum + value * value, 0);
  });
  const nearest = new NearestLists(judged.rows, count);
  for (let row = 0; row < judged.rows; row++) {
    for (let other = 0; other < train.rows; other++) {
      // The length of the judged row itself is the same for all.
      nearest.add(row, other, (lengths[other] as number) - 2 * (between[row * train.rows + other] as number));
    }
  }
  return nearest.others;
}
