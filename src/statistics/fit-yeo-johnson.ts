import { yeoJohnson } from './yeo-johnson.ts';

/** The exponents of data that people transform lie well inside. */
const range = { from: -8, to: 10 };
const tolerance = 1e-8;
const golden = (Math.sqrt(5) - 1) / 2;
/** A smaller spread, relative to the transformed values, consists of rounding errors. */
const smallestSpread = 1e-12;

/** The lambda of the highest likelihood, if the transformed values are normal; 1 for equal values. */
export function fitYeoJohnson(values: Float64Array): number {
  if (values.every((value) => value === values[0])) return 1;
  const slope = values.reduce((sum, value) => sum + Math.sign(value) * Math.log1p(Math.abs(value)), 0);
  const score = (lambda: number) => logLikelihood(values, lambda, slope);
  let best = range.from;
  let bestScore = score(best);
  for (let lambda = range.from + 1; lambda <= range.to; lambda++) {
    const here = score(lambda);
    if (!(here > bestScore)) continue;
    best = lambda;
    bestScore = here;
  }
  return highest(score, best - 1, best + 1);
}

/** Up to a constant; −∞ where the transform loses the differences between the values. */
function logLikelihood(values: Float64Array, lambda: number, slope: number): number {
  const transformed = values.map((value) => yeoJohnson(value, lambda));
  let sum = 0;
  for (const each of transformed) sum += each;
  const mean = sum / values.length;
  let squares = 0;
  for (const each of transformed) squares += (each - mean) ** 2;
  const variance = squares / values.length;
  const isLost = !(Math.sqrt(variance) > smallestSpread * Math.abs(mean));
  if (isLost || !Number.isFinite(variance)) return Number.NEGATIVE_INFINITY;
  return (-values.length / 2) * Math.log(variance) + (lambda - 1) * slope;
}

/** Golden-section search for the maximum of a function with a single peak. */
function highest(score: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [leftScore, rightScore] = [score(left), score(right)];
  while (high - low > tolerance) {
    if (leftScore >= rightScore) {
      [high, right, rightScore] = [right, left, leftScore];
      left = high - golden * (high - low);
      leftScore = score(left);
    } else {
      [low, left, leftScore] = [left, right, rightScore];
      right = low + golden * (high - low);
      rightScore = score(right);
    }
  }
  return (low + high) / 2;
}
