import { logProbability, type Predictions } from '../training/metrics.ts';

/** Temperatures are sought between 1/20 and 20. */
const widest = Math.log(20);

/** Enough to halve that range down to the rounding of a number. */
const halvings = 60;

/**
 * Examples that would bear out the probabilities as they are, added to those seen: thirty rows that all are right must
 * not make the ensemble sure of everything, and for a thousand rows ten do not count.
 */
const priorExamples = 10;

/**
 * The temperature for which probabilities [rows, classes] to the power of 1 / temperature have the lowest negative
 * log-likelihood of the labels (Guo et al., ICML 2017), `priorExamples` included; that of the labels alone is never
 * above that of temperature 1. Convex in 1 / temperature, so the sign of the slope leads there.
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
  let low = -widest;
  let high = widest;
  if (slopeAt(1) === 0) return 1;
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (slopeAt(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return Math.exp(-(low + high) / 2);
}

/** The mean logit of the labels, and, in the prior's proportion, of what the probabilities themselves expect. */
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

/** The mean over rows of the logit that softmax(inverse × logits) expects. */
function expectedLogit(logits: Float64Array, classes: number, inverse: number): number {
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
    total += weighted / mass;
  }
  return (total * classes) / logits.length;
}
