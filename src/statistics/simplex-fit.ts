/** One non-negative number per candidate; their sum is 1. */
export type Weights = readonly number[];

/** A convex loss of a mixture's value, per example. */
export interface ConvexLoss {
  /** The typical size of its slopes, relative to which the tolerance is measured. */
  readonly scale: number;
  slope(value: number, example: number): number;
  curvature(value: number, example: number): number;
}

/** Converged when moving weight from one column to another changes the loss by at most this share of its scale. */
const tolerance = 1e-9;
const maxSteps = 5000;
const newtonSteps = 40;

/**
 * Non-negative weights with sum 1 that minimise the mean loss of the columns' mixture: pairwise Frank–Wolfe
 * (Lacoste-Julien & Jaggi, NeurIPS 2015). Each step moves weight from the column with the steepest slope to the one
 * with the lowest, as far as that helps; a column's weight can become exactly zero.
 */
export function fitOnSimplex(columns: readonly Float64Array[], loss: ConvexLoss): Weights {
  const weights = columns.map(() => 1 / columns.length);
  const mixture = new Float64Array(columns[0]?.length ?? 0);
  for (const column of columns) addScaled(mixture, column, 1 / columns.length);
  for (let step = 0; step < maxSteps; step++) {
    const slopes = slopesOf(columns, mixture, loss);
    const to = slopes.indexOf(Math.min(...slopes));
    const from = steepestHeld(slopes, weights);
    const gap = (slopes[from] as number) - (slopes[to] as number);
    if (!(gap > tolerance * loss.scale)) break;
    const held = weights[from] as number;
    const direction = difference(columns[to] as Float64Array, columns[from] as Float64Array);
    const length = lineSearch(mixture, direction, held, loss);
    weights[from] = held - length;
    weights[to] = (weights[to] as number) + length;
    addScaled(mixture, direction, length);
  }
  return weights;
}

/** The derivative of the mean loss with respect to each column's weight. */
function slopesOf(columns: readonly Float64Array[], mixture: Float64Array, loss: ConvexLoss): number[] {
  const slopes = mixture.map((value, example) => loss.slope(value, example));
  return columns.map((column) => {
    let sum = 0;
    for (let at = 0; at < column.length; at++) sum += (slopes[at] as number) * (column[at] as number);
    return sum / column.length;
  });
}

function steepestHeld(slopes: readonly number[], weights: Weights): number {
  let steepest = weights.findIndex((weight) => weight > 0);
  slopes.forEach((slope, index) => {
    if ((weights[index] as number) > 0 && slope > (slopes[steepest] as number)) steepest = index;
  });
  return steepest;
}

/** The step length with the lowest loss, at most `longest`: Newton's method, safeguarded by bisection. */
function lineSearch(
  mixture: Float64Array,
  direction: Float64Array,
  longest: number,
  loss: ConvexLoss,
): number {
  if (derivatives(mixture, direction, longest, loss).first <= 0) return longest;
  let low = 0;
  let high = longest;
  let length = 0;
  for (let step = 0; step < newtonSteps; step++) {
    const { first, second } = derivatives(mixture, direction, length, loss);
    if (first > 0) high = length;
    else low = length;
    const newton = length - first / second;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - length) <= 1e-14 * longest) return next;
    length = next;
  }
  return length;
}

function derivatives(mixture: Float64Array, direction: Float64Array, length: number, loss: ConvexLoss) {
  let first = 0;
  let second = 0;
  for (let at = 0; at < mixture.length; at++) {
    const change = direction[at] as number;
    const value = (mixture[at] as number) + length * change;
    first += loss.slope(value, at) * change;
    second += loss.curvature(value, at) * change * change;
  }
  return { first, second };
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, at) => value - (other[at] as number));
}

function addScaled(sum: Float64Array, column: Float64Array, scale: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + scale * (column[at] as number);
}
