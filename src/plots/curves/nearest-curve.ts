import type { CurveColumns } from '../columns/curve-columns.ts';

/**
 * The curve (its place) that is nearest in height to a point, and its distance in levels; undefined where no curve
 * passes below or above the point. Between two epochs a curve is straight, as it is drawn.
 */
export function nearestCurve(
  { trial, offset, epoch }: CurveColumns,
  levels: Float32Array,
  at: { readonly epoch: number; readonly level: number },
  isCandidate: (curve: number) => boolean = () => true,
): { readonly curve: number; readonly distance: number } | undefined {
  let nearest: { curve: number; distance: number } | undefined;
  for (let curve = 0; curve < trial.length; curve++) {
    const point = firstAtLeast(epoch, offset[curve] as number, offset[curve + 1] as number, at.epoch);
    if (point === undefined) continue;
    const [before, here] = [point === offset[curve] ? point : point - 1, point];
    const [from, to] = [epoch[before] as number, epoch[here] as number];
    const share = to === from ? 0 : (at.epoch - from) / (to - from);
    const level =
      (levels[before] as number) + share * ((levels[here] as number) - (levels[before] as number));
    const distance = Math.abs(level - at.level);
    if (distance < (nearest?.distance ?? Number.POSITIVE_INFINITY) && isCandidate(curve))
      nearest = { curve, distance };
  }
  return nearest;
}

/** The first of the ascending entries from `begin` to `end` that is at least `value`; undefined where none is, or all are. */
function firstAtLeast(entries: Float32Array, begin: number, end: number, value: number): number | undefined {
  if (begin === end || value < (entries[begin] as number) - 0.5 || value > (entries[end - 1] as number))
    return undefined;
  let [low, high] = [begin, end - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
