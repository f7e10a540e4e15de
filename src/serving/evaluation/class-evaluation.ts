import { confidenceBin, confidenceBins } from '../../metrics/confidence-bins.ts';
import { logProbability, type Predictions } from '../../metrics/predictions.ts';
import type { ReliabilityBin } from '../../reports/evaluation-report.ts';
import { chosenClass } from '../../study/outputs/chosen-class.ts';

/** Per example, the numbers from which all metrics follow. */
export interface JudgedRows {
  readonly classes: number;
  readonly given: Int32Array;
  readonly predicted: Int32Array;
  /** The most probable class, which a threshold may differ from; its probability, and the index of that's bin. */
  readonly likeliest: Int32Array;
  readonly confidence: Float64Array;
  readonly bin: Int32Array;
  /** −ln of the given class's probability. */
  readonly surprise: Float64Array;
  /** Its expectation if the most probable class is wrong and the others are as probable as predicted. */
  readonly surpriseIfWrong: Float64Array;
}

/** `probabilities` is [rows, classes], `y` [rows] holds class indices. */
export function judgeRows(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
  threshold?: number,
): JudgedRows {
  const likeliest = Int32Array.from(y, (_, row) => chosenClass(probabilities, row, classes));
  const confidence = Float64Array.from(
    likeliest,
    (best, row) => probabilities[row * classes + best] as number,
  );
  const ofGiven = Float64Array.from(y, (label, row) => probabilities[row * classes + label] as number);
  return {
    classes,
    given: Int32Array.from(y),
    predicted: likeliest.map((_, row) => chosenClass(probabilities, row, classes, threshold)),
    likeliest,
    confidence,
    bin: Int32Array.from(confidence, confidenceBin),
    surprise: ofGiven.map((probability) => -logProbability(probability)),
    surpriseIfWrong: surpriseIfWrong(probabilities, likeliest, classes),
  };
}

function surpriseIfWrong(probabilities: Predictions, likeliest: Int32Array, classes: number): Float64Array {
  return Float64Array.from(likeliest, (likely, row) => {
    let mass = 0;
    let weighted = 0;
    for (let c = 0; c < classes; c++) {
      if (c === likely) continue;
      const probability = probabilities[row * classes + c] as number;
      mass += probability;
      weighted -= probability * logProbability(probability);
    }
    return mass > 0 ? weighted / mass : -logProbability(0);
  });
}

/** The reliability diagram: confidence and accuracy per bin. */
export function reliabilityOf({ given, likeliest, confidence, bin }: JudgedRows): ReliabilityBin[] {
  const sums = Array.from({ length: confidenceBins }, () => ({ rows: 0, confidence: 0, right: 0 }));
  bin.forEach((at, row) => {
    const sum = sums[at] as (typeof sums)[number];
    sum.rows++;
    sum.confidence += confidence[row] as number;
    sum.right += given[row] === likeliest[row] ? 1 : 0;
  });
  return sums.map(({ rows, confidence: total, right }, at) => ({
    from: at / confidenceBins,
    to: (at + 1) / confidenceBins,
    rows,
    confidence: rows === 0 ? null : total / rows,
    accuracy: rows === 0 ? null : right / rows,
  }));
}
