import type { Random } from '../../statistics/random.ts';
import { shareBelow } from './axis.ts';
import type { RowSpace } from './space.ts';

const mostRows = 1500;
const fewestRows = 10;

/** The usual distance of a row's nearest neighbour, and the estimated intrinsic dimension of the rows. */
export interface Neighbourhood {
  readonly distance: number;
  readonly dimension: number;
}

/**
 * Measured on a quarter of the rows, at most 1,500, so that both rows of a copied pair are seldom among them, and
 * scaled to all rows by the dimension. The dimension follows from the distances of the two nearest neighbours, E. Facco
 * et al., "Estimating the intrinsic dimension of datasets by a minimal neighborhood information", Scientific Reports 7
 * (2017), with the median. Undefined when fewer than 10 rows have neighbours.
 */
export function usualNeighbour(space: RowSpace, rows: Int32Array, random: Random): Neighbourhood | undefined {
  const size = Math.min(mostRows, Math.floor(rows.length / 4));
  const sample = random.shuffle(rows.slice()).subarray(0, size);
  const { first, second } = twoNearest(space, sample);
  const isPair = (_: number, index: number) => Number.isFinite(second[index]) && (first[index] as number) > 0;
  const distances = first.filter(isPair).sort();
  const ratios = second
    .map((distance, index) => distance / (first[index] as number))
    .filter(isPair)
    .sort();
  if (distances.length < fewestRows) return undefined;
  const middle = distances.length >> 1;
  const byRatio = Math.LN2 / Math.log(ratios[middle] as number);
  const dimension = Math.min(Math.max(byRatio, 1), space.axes.length);
  const shrinking = (sample.length / rows.length) ** (1 / dimension);
  return { distance: (distances[middle] as number) * shrinking, dimension };
}

/** Distances of each row's nearest and second nearest other row, Infinity when there is none. */
function twoNearest(space: RowSpace, sample: Int32Array): { first: Float64Array; second: Float64Array } {
  const first = new Float64Array(sample.length).fill(Number.POSITIVE_INFINITY);
  const second = first.slice();
  const take = (index: number, distance: number) => {
    if (distance < (first[index] as number)) {
      second[index] = first[index] as number;
      first[index] = distance;
    } else if (distance < (second[index] as number)) {
      second[index] = distance;
    }
  };
  const width = space.axes.length;
  const points = new Float64Array(sample.length * width);
  space.axes.forEach((axis, column) => {
    sample.forEach((row, index) => {
      // Rows with other missing cells are of other kinds.
      points[index * width + column] = Number.isNaN(axis.values[row]) ? 0 : shareBelow(axis, row);
    });
  });
  for (let one = 0; one < sample.length; one++) {
    for (let other = 0; other < one; other++) {
      if (space.kindOf[sample[one] as number] !== space.kindOf[sample[other] as number]) continue;
      const limit = Math.max(second[one] as number, second[other] as number) ** 2;
      let squares = 0;
      for (let column = 0; column < width && squares < limit; column++) {
        squares +=
          ((points[one * width + column] as number) - (points[other * width + column] as number)) ** 2;
      }
      if (squares >= limit) continue;
      take(one, Math.sqrt(squares));
      take(other, Math.sqrt(squares));
    }
  }
  return { first, second };
}
