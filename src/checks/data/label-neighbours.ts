import type { Scores } from './label-association.ts';
import type { Direction } from './label-predictors.ts';
import type { LabelledRows } from './labelled-rows.ts';

const mostFeatures = 96;
const mostNeighbours = 15;

/** For each row its nearest rows in the other half, nearest first: [rows, count]. */
export interface Neighbours {
  readonly rows: Int32Array;
  readonly count: number;
}

/** Uses the distance in at most 96 features: 200 million differences at most. */
export function findNeighbours({ x, rows, half, features }: LabelledRows): Neighbours {
  const count = Math.min(mostNeighbours, Math.max(3, Math.round(Math.sqrt(half) / 3)), half);
  const width = Math.min(features, mostFeatures);
  const nearest = new Int32Array(rows * count).fill(-1);
  const distances = new Float64Array(rows * count).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < half; one++) {
    for (let other = half; other < rows; other++) {
      const limit = Math.max(
        distances[(one + 1) * count - 1] as number,
        distances[(other + 1) * count - 1] as number,
      );
      let squares = 0;
      for (let feature = 0; feature < width && squares < limit; feature++) {
        const difference =
          (x[one * features + feature] as number) - (x[other * features + feature] as number);
        squares += difference * difference;
      }
      if (squares >= limit) continue;
      insert(nearest, distances, { row: one, other, squares, count });
      insert(nearest, distances, { row: other, other: one, squares, count });
    }
  }
  return { rows: nearest, count };
}

interface Neighbour {
  readonly row: number;
  readonly other: number;
  readonly squares: number;
  readonly count: number;
}

function insert(
  nearest: Int32Array,
  distances: Float64Array,
  { row, other, squares, count }: Neighbour,
): void {
  const first = row * count;
  let place = first + count - 1;
  if (squares >= (distances[place] as number)) return;
  for (; place > first && squares < (distances[place - 1] as number); place--) {
    distances[place] = distances[place - 1] as number;
    nearest[place] = nearest[place - 1] as number;
  }
  distances[place] = squares;
  nearest[place] = other;
}

/** The neighbours' share of each class, or the mean of their labels. */
export function neighbourScores(
  { rows: nearest, count }: Neighbours,
  { classes }: LabelledRows,
  labels: Float64Array,
  { scored: [from, to] }: Direction,
): Scores {
  const width = Math.max(1, classes);
  const values = new Float64Array((to - from) * width);
  for (let row = from; row < to; row++) {
    const near = nearest
      .subarray(row * count, (row + 1) * count)
      .filter((other) => !Number.isNaN(labels[other]));
    for (const other of near) {
      const label = labels[other] as number;
      const place = classes > 0 ? (row - from) * width + label : row - from;
      values[place] = (values[place] as number) + (classes > 0 ? 1 : label) / near.length;
    }
  }
  return { values, width };
}
