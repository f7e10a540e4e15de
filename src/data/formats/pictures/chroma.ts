/** Samples of one colour plane, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

/** The narrowest plane that libjpeg interpolates; it repeats the samples of narrower ones. */
const leastWidth = 3;

/**
 * A plane with twice the samples across, down or both, by a triangle of 3/4 and 1/4 with the rounding of libjpeg, whose
 * images Pillow, OpenCV and browsers show (jdsample.c). Undefined for other factors, whose samples libjpeg repeats.
 */
export function interpolated(plane: Plane, across: number, down: number): Plane | undefined {
  if (across === 2 && plane.width < leastWidth) return undefined;
  if (across === 2 && down === 1) return widened(plane);
  if (across === 1 && down === 2) return heightened(plane);
  return across === 2 && down === 2 ? enlarged(plane) : undefined;
}

function widened({ width, height, samples }: Plane): Plane {
  const wide = new Uint8Array(2 * width * height);
  for (let row = 0; row < height; row++) {
    const at = row * width;
    for (let column = 0; column < width; column++) {
      const own = 3 * (samples[at + column] as number);
      // At an edge the sample itself stands for the missing neighbour.
      const left = samples[at + (column === 0 ? 0 : column - 1)] as number;
      const right = samples[at + (column === width - 1 ? column : column + 1)] as number;
      wide[2 * (at + column)] = (own + left + 1) >> 2;
      wide[2 * (at + column) + 1] = (own + right + 2) >> 2;
    }
  }
  return { width: 2 * width, height, samples: wide };
}

function heightened(plane: Plane): Plane {
  const { width, height } = plane;
  const tall = new Uint8Array(2 * width * height);
  for (let row = 0; row < 2 * height; row++) {
    const sums = columnSums(plane, row);
    const bias = row % 2 === 0 ? 1 : 2;
    for (let column = 0; column < width; column++) {
      tall[row * width + column] = ((sums[column] as number) + bias) >> 2;
    }
  }
  return { width, height: 2 * height, samples: tall };
}

function enlarged(plane: Plane): Plane {
  const { width, height } = plane;
  const large = new Uint8Array(4 * width * height);
  for (let row = 0; row < 2 * height; row++) {
    const sums = columnSums(plane, row);
    const at = row * 2 * width;
    for (let column = 0; column < width; column++) {
      const own = 3 * (sums[column] as number);
      const left = sums[column === 0 ? 0 : column - 1] as number;
      const right = sums[column === width - 1 ? column : column + 1] as number;
      large[at + 2 * column] = (own + left + 8) >> 4;
      large[at + 2 * column + 1] = (own + right + 7) >> 4;
    }
  }
  return { width: 2 * width, height: 2 * height, samples: large };
}

/** Three times each sample of the row that an enlarged row lies in, and once that of the nearer neighbour. */
function columnSums({ width, height, samples }: Plane, enlargedRow: number): Uint16Array {
  const own = enlargedRow >> 1;
  const other = Math.min(height - 1, Math.max(0, enlargedRow % 2 === 0 ? own - 1 : own + 1));
  const sums = new Uint16Array(width);
  for (let column = 0; column < width; column++) {
    sums[column] =
      3 * (samples[own * width + column] as number) + (samples[other * width + column] as number);
  }
  return sums;
}
