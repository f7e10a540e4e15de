import { type LineDensity, subrows } from '../density/line-density.ts';
import { addColumn } from '../density/line-segments.ts';
import { ease, type ParallelLines } from './parallel-lines.ts';

/** Where the axes stand in a density, and how thick its lines are, in pixels. */
export interface DensityFrame {
  /** The column of each axis, ascending. */
  readonly columns: readonly number[];
  /** Free rows above the top level and below the bottom one. */
  readonly margin: number;
  readonly thickness: number;
}

/** Axes evenly spread over a density of this width. */
export function evenFrame(axes: number, columns: number, margin: number, thickness: number): DensityFrame {
  const spread = Array.from({ length: axes }, (_, axis) =>
    Math.round((axis * columns) / Math.max(1, axes - 1)),
  );
  return { columns: spread, margin, thickness };
}

/**
 * Adds the lines of these places; with a negative sign it takes them away. A line adds its weight once to each column.
 */
export function addParallelLines(
  density: LineDensity,
  frame: DensityFrame,
  { levels }: Pick<ParallelLines, 'levels'>,
  places: ArrayLike<number>,
  weights: Int32Array,
  sign: 1 | -1 = 1,
): void {
  const { rows } = density;
  const height = (rows - 2 * frame.margin) * subrows;
  const half = (frame.thickness * subrows) / 2;
  const start = frame.margin * subrows;
  const begins = new Float32Array(places.length);
  const drops = new Float32Array(places.length);
  const signed = new Int32Array(places.length);
  for (let axis = 0; axis + 1 < levels.length; axis++) {
    const from = levels[axis] as Float64Array;
    const to = levels[axis + 1] as Float64Array;
    // Lines that fall stand in front, those that rise behind: the inner loop has no branch that cannot be predicted.
    let falling = 0;
    let rising = places.length;
    for (let index = 0; index < places.length; index++) {
      const place = places[index] as number;
      const drop = height * ((to[place] as number) - (from[place] as number));
      const at = drop >= 0 ? falling++ : --rising;
      begins[at] = start + height * (from[place] as number);
      drops[at] = drop;
      signed[at] = sign * (weights[place] as number);
    }
    const first = frame.columns[axis] as number;
    const steps = easedSteps((frame.columns[axis + 1] as number) - first);
    const segments = { begins, drops, weights: signed, half };
    for (let step = 0; step + 1 < steps.length; step++) {
      const here = steps[step] as number;
      const next = steps[step + 1] as number;
      addColumn(density, first + step, [here, next], segments, [0, falling]);
      addColumn(density, first + step, [next, here], segments, [falling, places.length]);
    }
  }
}

/** The curve's progress at the edges of the columns between two axes. */
function easedSteps(columns: number): Float64Array {
  return Float64Array.from({ length: columns + 1 }, (_, column) => ease(column / columns));
}

/** The strength with which so many lines of the usual weight look neither empty nor full at this height. */
export function densityStrength(lines: number, rows: number, thickness: number): number {
  const layers = Math.max(1, (1.6 * lines * thickness) / rows);
  return 0.9 / (64 * layers);
}
