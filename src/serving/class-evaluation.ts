import { confidenceBin, confidenceBins } from '../study/confidence-bins.ts';
import type { ReliabilityBin } from '../study/evaluation-report.ts';
import { likeliest, logProbability, type Predictions } from '../training/metrics.ts';
import type { MeasureRows } from './bootstrap.ts';

/** What of each example decides all metrics. */
interface JudgedRows {
  readonly classes: number;
  readonly given: Int32Array;
  readonly predicted: Int32Array;
  /** The largest probability, and which bin it falls in. */
  readonly confidence: Float64Array;
  readonly bin: Int32Array;
  /** −ln of the given class's probability. */
  readonly surprise: Float64Array;
}

/** `probabilities` is [rows, classes], `y` [rows] holds class indices. */
export function judgeRows(probabilities: Predictions, y: ArrayLike<number>, classes: number): JudgedRows {
  const rows = y.length;
  const predicted = new Int32Array(rows);
  const confidence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const best = likeliest(probabilities, row, classes);
    predicted[row] = best;
    confidence[row] = probabilities[row * classes + best] as number;
  }
  const ofGiven = Float64Array.from(y, (label, row) => probabilities[row * classes + label] as number);
  return {
    classes,
    given: Int32Array.from(y),
    predicted,
    confidence,
    bin: Int32Array.from(confidence, confidenceBin),
    surprise: ofGiven.map((probability) => -logProbability(probability)),
  };
}

/** accuracy, macro f1, nll in nats, and ece, the expected calibration error. */
export function classMeasures(rows: JudgedRows): MeasureRows {
  const { given, predicted, surprise, confidence, bin, classes } = rows;
  return (places) => {
    const hits = new Int32Array(classes);
    const seen = new Int32Array(classes);
    const excess = new Float64Array(confidenceBins);
    let nll = 0;
    let right = 0;
    for (const row of places) {
      const [label, guess] = [given[row] as number, predicted[row] as number];
      const isRight = label === guess ? 1 : 0;
      right += isRight;
      hits[label] = (hits[label] as number) + isRight;
      seen[label] = (seen[label] as number) + 1;
      seen[guess] = (seen[guess] as number) + 1;
      nll += surprise[row] as number;
      const at = bin[row] as number;
      excess[at] = (excess[at] as number) + (confidence[row] as number) - isRight;
    }
    const count = places.length;
    const ece = excess.reduce((sum, each) => sum + Math.abs(each), 0) / count;
    return { accuracy: right / count, f1: macroF1(hits, seen), nll: nll / count, ece };
  };
}

/** The mean of 2 × hits / (given + predicted) over the classes that are given or predicted at all. */
function macroF1(hits: Int32Array, seen: Int32Array): number {
  let sum = 0;
  let classes = 0;
  seen.forEach((count, label) => {
    if (count === 0) return;
    classes++;
    sum += (2 * (hits[label] as number)) / count;
  });
  return sum / classes;
}

/** How sure the model is, and how often it is right then. */
export function reliabilityOf({ given, predicted, confidence, bin }: JudgedRows): ReliabilityBin[] {
  const sums = Array.from({ length: confidenceBins }, () => ({ rows: 0, confidence: 0, right: 0 }));
  bin.forEach((at, row) => {
    const sum = sums[at] as (typeof sums)[number];
    sum.rows++;
    sum.confidence += confidence[row] as number;
    sum.right += given[row] === predicted[row] ? 1 : 0;
  });
  return sums.map(({ rows, confidence: total, right }, at) => ({
    from: at / confidenceBins,
    to: (at + 1) / confidenceBins,
    rows,
    confidence: rows === 0 ? null : total / rows,
    accuracy: rows === 0 ? null : right / rows,
  }));
}
