import type { Scaling } from '../../study/scaling.ts';
import { meanAndStd } from './fit-scale.ts';
import { curved } from './scale.ts';

/** A normal distribution has skewness 0 and excess kurtosis 0; an exponential one 2 and 6. */
const skewed = 2;
const heavy = 10;

/**
 * The scaling that `auto` takes for a column's training cells: `log1p` for a long tail to the right that its logarithm
 * does not have, `quantile` for other long tails, else `standard`.
 */
export function chooseScaling(cells: Float64Array): Exclude<Scaling, 'auto'> {
  const { skewness, kurtosis } = shapeOf(cells);
  if (Math.abs(skewness) <= skewed && kurtosis <= heavy) return 'standard';
  const isPositive = cells.every((cell) => cell >= 0);
  const logarithms = isPositive ? shapeOf(cells.map((cell) => curved(cell, 'log1p'))) : undefined;
  const isTamed = logarithms !== undefined && Math.abs(logarithms.skewness) < skewed / 2;
  if (isTamed && logarithms.kurtosis <= heavy) return 'log1p';
  // A column of few values, such as 0 and 1, has no tail that a curve would change.
  return new Set(cells).size <= 10 ? 'standard' : 'quantile';
}

/** Third and fourth standardised moments; the fourth less 3. */
function shapeOf(cells: Float64Array): { skewness: number; kurtosis: number } {
  const { mean, std } = meanAndStd(cells);
  let cubes = 0;
  let fourths = 0;
  for (const cell of cells) {
    const distance = (cell - mean) / std;
    const square = distance * distance;
    cubes += square * distance;
    fourths += square * square;
  }
  return { skewness: cubes / cells.length, kurtosis: fourths / cells.length - 3 };
}
