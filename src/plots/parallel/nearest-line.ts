import { ease, type ParallelLines } from './parallel-lines.ts';

/**
 * The place of the trial whose line is nearest to a point, and its distance in the units of levels. `x` counts axes:
 * 1.5 is between the second and the third. Of equally near ones the one with the smaller place; undefined of none.
 */
export function nearestLine(
  { places, levels }: ParallelLines,
  x: number,
  level: number,
  isCandidate: (place: number) => boolean = () => true,
): { readonly place: number; readonly distance: number } | undefined {
  const axis = Math.max(0, Math.min(levels.length - 1, Math.floor(x)));
  const left = levels[axis];
  const right = levels[Math.min(levels.length - 1, axis + 1)];
  if (left === undefined || right === undefined) return undefined;
  const share = ease(Math.min(1, Math.max(0, x - axis)));
  let nearest: { place: number; distance: number } | undefined;
  for (const place of places) {
    const from = left[place] as number;
    const distance = Math.abs(from + share * ((right[place] as number) - from) - level);
    if ((nearest === undefined || distance < nearest.distance) && isCandidate(place))
      nearest = { place, distance };
  }
  return nearest;
}
