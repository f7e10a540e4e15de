import type { PictureMarks } from '../../plots/picture.ts';
import type { ChartCanvas } from './chart-canvas.ts';

/** The trials of a picture as points of its element, in pixels. */
export interface PixelMarks {
  readonly trial: Uint32Array;
  readonly left: Float64Array;
  readonly top: Float64Array;
  /** The right ends of bars. */
  readonly right: Float64Array;
}

/** Farther from the pointer, in pixels, no trial is meant. */
const reach = 16;

/** Axes are linear in pixels, so that two places of each give all. */
export function pixelMarks({ trial, x, y, xEnd = x }: PictureMarks, chart: ChartCanvas): PixelMarks {
  const [left, top] = chart.pixelOf(0, 0);
  const [right, bottom] = chart.pixelOf(1, 1);
  const across = (place: number) => left + place * (right - left);
  return {
    trial,
    left: x.map(across),
    right: xEnd.map(across),
    top: y.map((place) => top + place * (bottom - top)),
  };
}

/** The trial that is nearest to a pixel; undefined where none is near. */
export function nearestTrial(
  { trial, left, right, top }: PixelMarks,
  x: number,
  y: number,
): number | undefined {
  let nearest = reach * reach;
  let found: number | undefined;
  for (let place = 0; place < trial.length; place++) {
    const across = Math.max((left[place] as number) - x, x - (right[place] as number), 0);
    const down = (top[place] as number) - y;
    const distance = across * across + down * down;
    if (distance < nearest) [nearest, found] = [distance, trial[place]];
  }
  return found;
}

/** The next trial to the right (1) or the left (−1) of one, or up and down; the first one where none is given. */
export function neighbour(
  { trial, left, top }: PixelMarks,
  from: number | undefined,
  axis: 'across' | 'up',
  step: 1 | -1,
): number | undefined {
  const at = axis === 'across' ? left : top;
  const direction = axis === 'across' ? 1 : -1;
  const order = [...trial.keys()]
    .filter((place) => Number.isFinite(left[place]) && Number.isFinite(top[place]))
    .sort((one, other) => direction * ((at[one] as number) - (at[other] as number)) || one - other);
  const current = order.findIndex((place) => trial[place] === from);
  const next = current < 0 ? 0 : Math.min(order.length - 1, Math.max(0, current + step));
  return trial[order[next] ?? -1];
}

/** Where a trial stands; undefined where the picture does not have it. */
export function pixelOfTrial(marks: PixelMarks, trial: number): readonly [number, number] | undefined {
  const place = marks.trial.indexOf(trial);
  const [left, right, top] = [marks.left[place], marks.right[place], marks.top[place]];
  if (left === undefined || right === undefined || top === undefined || Number.isNaN(left + top))
    return undefined;
  return [(left + right) / 2, top];
}
