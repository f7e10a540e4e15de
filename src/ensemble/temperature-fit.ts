import { logProbability, type Predictions } from '../metrics/predictions.ts';
import { bisect } from '../statistics/beta-distribution.ts';

/** Temperatures are searched between 1/20 and 20. */
const widest = Math.log(20);

/** Labelled rows, prepared for measuring temperatures. */
export interface LabelledLogits {
  /** [rows, classes] logarithms of the probabilities. */
  readonly logits: Float64Array;
  readonly classes: number;
  /** [rows] that of the row's label. */
  readonly ofLabel: Float64Array;
  /** [rows] that of the second most probable class. */
  readonly ofSecond: Float64Array;
}

/** `probabilities` is [rows, classes], at least two classes; `y` [rows] holds class indices. */
export function labelledLogits(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
): LabelledLogits {
  const logits = probabilities.map(logProbability);
  const sorted = Array.from(y, (_, row) => logits.slice(row * classes, (row + 1) * classes).sort());
  return {
    logits,
    classes,
    ofLabel: Float64Array.from(y, (label, row) => logits[row * classes + label] as number),
    ofSecond: Float64Array.from(sorted, (row) => row[classes - 2] as number),
  };
}

export interface Shrinkage {
  /** This many rows are added whose label is the second most probable class. */
  readonly wrongRows?: number;
  /** Standard deviation of a normal prior of ln T around 0. Default: no prior. */
  readonly deviation?: number;
}

/**
 * The temperature for which probabilities to the power of 1 / temperature have the lowest negative log-likelihood of
 * the labels (Guo et al., ICML 2017), with what shrinks it.
 */
export function fitTemperature(rows: LabelledLogits, shrinkage: Shrinkage = {}): number {
  const slope = slopeOf(rows, shrinkage);
  return Math.exp(-bisect(-widest, widest, (logInverse) => slope(logInverse) <= 0));
}

/** A slope is 0 below this, relative to the logits: probabilities that are all equal have none at any temperature. */
const rounding = 1e-12;

/** 1 when a temperature above 1 lowers the loss of these rows and the added wrong ones, −1 when one below 1 does, else 0. */
export function temperatureSign(rows: LabelledLogits, wrongRows = 0): -1 | 0 | 1 {
  const slope = slopeOf(rows, { wrongRows })(0);
  if (Math.abs(slope) <= -rounding * (sumOf(rows.ofLabel) + sumOf(rows.ofSecond))) return 0;
  return slope > 0 ? 1 : -1;
}

/**
 * The derivative of the objective by 1 / temperature, at the logarithm of that. The likelihood is convex in it, so the
 * sign of the slope leads to the minimum.
 */
function slopeOf(
  { logits, classes, ofLabel, ofSecond }: LabelledLogits,
  { wrongRows = 0, deviation = Number.POSITIVE_INFINITY }: Shrinkage,
): (logInverse: number) => number {
  const rows = ofLabel.length;
  const observed = sumOf(ofLabel) + (wrongRows * sumOf(ofSecond)) / rows;
  return (logInverse) => {
    const inverse = Math.exp(logInverse);
    const expected = (rows + wrongRows) * expectedLogit(logits, classes, inverse);
    return expected - observed + logInverse / (inverse * deviation ** 2);
  };
}

/** The mean over rows of the expected logit under softmax(inverse × logits). */
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

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
