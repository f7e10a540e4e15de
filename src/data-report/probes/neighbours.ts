import { type Points, products } from './ridge.ts';

/** The rows of `train` nearest to each of `judged`, nearest first, [judged.rows, count]. */
export function nearestRows(train: Points, judged: Points, count: number): Int32Array {
  const between = products(judged, train);
  const lengths = Array.from({ length: train.rows }, (_, row) => {
    const own = train.x.subarray(row * train.columns, (row + 1) * train.columns);
    return own.reduce((sum, value) => sum + value * value, 0);
  });
  const nearest = new Int32Array(judged.rows * count);
  for (let row = 0; row < judged.rows; row++) {
    // The length of the judged row itself is the same for all.
    const distance = (other: number) =>
      (lengths[other] as number) - 2 * (between[row * train.rows + other] as number);
    const kept: number[] = [];
    let farthest = Number.POSITIVE_INFINITY;
    for (let other = 0; other < train.rows; other++) {
      const own = distance(other);
      if (kept.length === count && own >= farthest) continue;
      let place = kept.length;
      while (place > 0 && distance(kept[place - 1] as number) > own) place--;
      kept.splice(place, 0, other);
      kept.length = Math.min(kept.length, count);
      farthest = distance(kept[kept.length - 1] as number);
    }
    nearest.set(kept, row * count);
  }
  return nearest;
}
