import { logProbability, type Predictions } from '../metrics/predictions.ts';
import { bisect } from '../statistics/beta-distribution.ts';

/** Temperatures are searched between 1/20 and 20. */
const widest = Math.log(20);

/**
 * A prior: this many examples that agree with the unchanged probabilities are added. Thirty correct rows must not make
 * the ensemble certain of everything, and for a thousand rows ten hardly matter.
 */
const priorExamples = 10;

/** Half of the 95 % quantile of χ² with one degree of freedom: the one-parameter likelihood interval (Wilks 1938). */
const likelihoodDrop = 1.9207294103470622;

/**
 * The temperature that calibrates an ensemble which these rows chose among `candidates`. Above 1 it is the
 * maximum-likelihood one. Below 1 it is the upper bound of its likelihood interval, and never above 1: rows that chose
 * the members look better than new ones, and an overconfident model pays dearly for each new error. The interval is
 * widened by the likelihood that the best candidate may gain by luck: the logarithm of their number.
 */
export function calibratingTemperature(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
  candidates: number,
): number {
  const fitted = fitTemperature(probabilities, y, classes);
  if (fitted >= 1) return fitted;
  const lossAt = surpriseAt(probabilities, y, classes);
  const limit = lossAt(fitted) + likelihoodDrop + Math.log(candidates);
  if (lossAt(1) <= limit) return 1;
  return bisect(fitted, 1, (temperature) => lossAt(temperature) <= limit);
}

/** The negative log-likelihood of all labels and prior examples at a temperature. */
function surpriseAt(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
): (temperature: number) => number {
  const logits = probabilities.map(logProbability);
  const share = priorExamples / y.length;
  const expected = expectedAtOne(logits, probabilities, y, classes, share);
  return (temperature) =>
    y.length * ((1 + share) * meanLogMass(logits, classes, 1 / temperature) - expected / temperature);
}

/** The mean over rows of ln Σ exp(inverse × logit). */
function meanLogMass(logits: Float64Array, classes: number, inverse: number): number {
  return meanOverRows(logits, classes, inverse, ({ largest, mass }) => Math.log(mass) + inverse * largest);
}

/**
 * The temperature for which probabilities [rows, classes] to the power of 1 / temperature have the lowest negative
 * log-likelihood of the labels (Guo et al., ICML 2017), with `priorExamples`; that of the labels alone is never above
 * that of temperature 1. Convex in 1 / temperature, so the sign of the slope leads to the minimum.
 */
export function fitTemperature(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
  prior = priorExamples,
): number {
  const logits = probabilities.map(logProbability);
  const expected = expectedAtOne(logits, probabilities, y, classes, prior / y.length);
  const slopeAt = (inverse: number) =>
    (1 + prior / y.length) * expectedLogit(logits, classes, inverse) - expected;
  if (slopeAt(1) === 0) return 1;
  return Math.exp(-bisect(-widest, widest, (inverse) => slopeAt(Math.exp(inverse)) <= 0));
}

/** The mean logit of the labels and, weighted by the prior, of the expectation under the probabilities themselves. */
function expectedAtOne(
  logits: Float64Array,
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
  share: number,
): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) sum += logits[row * classes + (y[row] as number)] as number;
  const own = probabilities.reduce(
    (total, probability, at) => total + probability * (logits[at] as number),
    0,
  );
  return (sum + share * own) / y.length;
}

/** The mean over rows of the expected logit under softmax(inverse × logits). */
function expectedLogit(logits: Float64Array, classes: number, inverse: number): number {
  return meanOverRows(logits, classes, inverse, ({ mass, weighted }) => weighted / mass);
}

/** Sums over a row's classes; `mass` is Σ exp(inverse × (logit − largest)), `weighted` the same with each logit. */
interface RowSums {
  readonly largest: number;
  readonly mass: number;
  readonly weighted: number;
}

function meanOverRows(
  logits: Float64Array,
  classes: number,
  inverse: number,
  ofRow: (sums: RowSums) => number,
): number {
  let total = 0;
  for (let start = 0; start < logits.length; start += classes) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = start; at < start + classes; at++) largest = Math.max(largest, logits[at] as number);
    let mass = 0;
    let weighted = 0;
    for (let at = start; at < start + classes; at++) {
      const part = Math.exp(inverse * ((logits[at] as number) - largest));
      mass += part;
      weighted += part * (logits[at] as number);
    }
    total += ofRow({ largest, mass, weighted });
  }
  return (total * classes) / logits.length;
}
