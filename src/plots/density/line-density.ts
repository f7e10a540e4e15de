/**
 * How much line crosses each pixel: sums of whole weights, to which lines are added and from which they are taken again
 * without a trace. A run of pixels down a column is kept as its two ends, so that a steep line costs no more than a flat
 * one; `densityShades` adds them up.
 */
export interface LineDensity {
  /** In pixels. */
  readonly columns: number;
  readonly rows: number;
  /** Column by column, `subrows` for each row and one more at the end. */
  readonly differences: Int32Array;
}

/** Parts of a pixel's height that a line can begin or end at. */
export const subrows = 4;

export function emptyDensity(columns: number, rows: number): LineDensity {
  return { columns, rows, differences: new Int32Array(columns * strideOf({ rows })) };
}

/** Entries of `differences` for each column. */
export function strideOf({ rows }: Pick<LineDensity, 'rows'>): number {
  return rows * subrows + 1;
}

/** Opacity of each pixel, row by row: 255 (1 − exp(−strength × sum)), as if lines of that opacity lay on each other. */
export function densityShades(density: LineDensity, strength: number): Uint8Array {
  const { columns, rows, differences } = density;
  const shades = new Uint8Array(columns * rows);
  const scale = (strength * tableSteps) / subrows;
  let place = 0;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      let four = 0;
      for (let part = 0; part < subrows; part++) {
        sum += differences[place++] as number;
        four += sum;
      }
      if (four === 0) continue;
      const step = (four * scale) | 0;
      shades[row * columns + column] = opacities[
        step < opacities.length ? step : opacities.length - 1
      ] as number;
    }
    place++;
  }
  return shades;
}

const tableSteps = 256;
const opacities = Uint8Array.from({ length: 6 * tableSteps }, (_, step) =>
  Math.round(255 * (1 - Math.exp(-step / tableSteps))),
);
