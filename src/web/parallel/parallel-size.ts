/** Where the parts of the picture lie, in CSS pixels. */
export interface ParallelSize {
  readonly width: number;
  /** The x of each axis. */
  readonly axes: readonly number[];
  /** The height of the lines' area, from the upper end of the axes to the level below them. */
  readonly plotHeight: number;
}

/** Above and below the lines' area: titles, and room for lines at its edge. */
export const parallelHead = 30;
export const parallelFoot = 24;

const leastSpacing = 76;

/** Axes evenly over the width, or over more where they would stand too close: the picture then scrolls. */
export function parallelSize(available: number, axes: number): ParallelSize {
  const side = Math.max(38, Math.min(64, available / (2 * Math.max(1, axes))));
  const width = Math.max(available, 2 * side + (axes - 1) * leastSpacing);
  const spacing = (width - 2 * side) / Math.max(1, axes - 1);
  const plotHeight = Math.round(Math.max(230, Math.min(420, 0.26 * available)));
  return { width, axes: Array.from({ length: axes }, (_, place) => side + place * spacing), plotHeight };
}
