import { factorise, solve } from '../../statistics/linear/cholesky.ts';

/** Slopes of the group means by the column that count as near 1: smoothing makes them larger. */
const slopes = { least: 0.8, most: 2.5 } as const;

/** The rows with one value of a column: their number, and the mean of their targets. */
export interface Mean {
  readonly cell: number;
  readonly count: number;
  readonly mean: number;
}

/**
 * The squares, weighted by rows, that a line in the column leaves of the groups' means, with (column − mean) / n beside
 * it, as a smoothed mean (n · own + k · overall) / (n + k) has it; undefined when the line's slope is not near 1.
 */
export function fitMeans(groups: readonly Mean[], overall: number): { squares: number } | undefined {
  const termsOf = ({ cell, count }: Mean) => [1, cell - overall, (cell - overall) / count];
  const matrix = new Float64Array(9);
  const right = new Float64Array(3);
  for (const group of groups) {
    const terms = termsOf(group);
    terms.forEach((one, row) => {
      terms.forEach((other, column) => {
        matrix[row * 3 + column] = (matrix[row * 3 + column] as number) + group.count * one * other;
      });
      right[row] = (right[row] as number) + group.count * one * group.mean;
    });
  }
  // Where all groups have as many rows, the last two terms are one.
  for (let at = 0; at < 3; at++) matrix[at * 4] = (matrix[at * 4] as number) * (1 + 1e-9);
  const weights = solve(factorise(matrix, 3), 3, right);
  const usual = groups.reduce((sum, { count }) => sum + count, 0) / groups.length;
  const slope = (weights[1] as number) + (weights[2] as number) / usual;
  if (!(slope >= slopes.least && slope <= slopes.most)) return undefined;
  const squares = groups.reduce((sum, group) => {
    const fitted = termsOf(group).reduce((total, term, at) => total + term * (weights[at] as number), 0);
    return sum + group.count * (group.mean - fitted) ** 2;
  }, 0);
  return { squares };
}
