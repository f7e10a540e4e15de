import { NearestLists } from '../../../statistics/sorting/nearest-lists.ts';
import type { Scores } from './association.ts';
import type { LabelledRows, SampledInputs } from './labelled-rows.ts';
import type { Direction } from './predictors.ts';

const mostFeatures = 96;
const mostNeighbours = 15;

/** The nearest rows of each row in the other half, by at most 96 features: 200 million differences at most. */
export function findNeighbours({ x, rows, half, features }: SampledInputs): NearestLists {
  const count = Math.min(mostNeighbours, Math.max(3, Math.round(Math.sqrt(half) / 3)), half);
  const width = Math.min(features, mostFeatures);
  const nearest = new NearestLists(rows, count);
  for (let one = 0; one < half; one++) {
    for (let other = half; other < rows; other++) {
      const limit = Math.max(nearest.limit(one), nearest.limit(other));
      let squares = 0;
      for (let feature = 0; feature < width && squares < limit; feature++) {
        const difference =
          (x[one * features + feature] as number) - (x[other * features + feature] as number);
        squares += difference * difference;
      }
      if (squares >= limit) continue;
      nearest.add(one, other, squares);
      nearest.add(other, one, squares);
    }
  }
  return nearest;
}

/** The neighbours' share of each class, or the mean of their labels. */
export function neighbourScores(
  { others, count }: NearestLists,
  { classes }: LabelledRows,
  labels: Float64Array,
  { scored: [from, to] }: Direction,
): Scores {
  const width = Math.max(1, classes);
  const values = new Float64Array((to - from) * width);
  for (let row = from; row < to; row++) {
    const near = others
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
