import { meanOf } from '../../../statistics/mean.ts';

/** Predictions of each row by a predictor fitted on other rows: one score per class, or one number. */
export interface Scores {
  /** [rows, width]. */
  readonly values: Float64Array;
  readonly width: number;
}

/**
 * How far the true labels' scores lie above those of shuffled labels, in standard deviations; 0 when nothing varies.
 * Mean and deviation of the sum over all shuffles are exact: W. Hoeffding, "A combinatorial central limit theorem",
 * 1951. The test is therefore robust against imbalance and dependent scores, and a predictor need not beat the most
 * frequent class to be informative. `labels`: classes, when a row has a score for each, or numbers; a NaN is left out.
 */
export function association(scores: Scores, labels: Float64Array): number {
  const known = Int32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));
  if (known.length < 3) return 0;
  return scores.width === 1 ? correlation(scores, labels, known) : classAssociation(scores, labels, known);
}

function correlation({ values }: Scores, labels: Float64Array, known: Int32Array): number {
  const x = centred(Float64Array.from(known, (row) => values[row] as number));
  const y = centred(Float64Array.from(known, (row) => labels[row] as number));
  const product = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);
  const spread = Math.sqrt(product(x, x) * product(y, y));
  return spread > 0 ? (product(x, y) / spread) * Math.sqrt(known.length - 1) : 0;
}

function centred(values: Float64Array): Float64Array {
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}

function classAssociation({ values, width }: Scores, labels: Float64Array, known: Int32Array): number {
  const rows = known.length;
  const counts = new Float64Array(width);
  const columnMeans = new Float64Array(width);
  for (const row of known) {
    const label = labels[row] as number;
    counts[label] = (counts[label] as number) + 1;
    for (let at = 0; at < width; at++) {
      columnMeans[at] = (columnMeans[at] as number) + (values[row * width + at] as number) / rows;
    }
  }
  const expectation = (scoreOf: (label: number) => number) =>
    counts.reduce((sum, count, label) => sum + count * scoreOf(label), 0) / rows;
  const grandMean = expectation((label) => columnMeans[label] as number);
  let observed = 0;
  let squares = 0;
  for (const row of known) {
    const scoreOf = (label: number) => values[row * width + label] as number;
    const rowMean = expectation(scoreOf);
    const excess = (label: number) => scoreOf(label) - rowMean - (columnMeans[label] as number) + grandMean;
    observed += excess(labels[row] as number);
    squares += rows * expectation((label) => excess(label) ** 2);
  }
  const deviation = Math.sqrt(squares / (rows - 1));
  return deviation > 1e-12 * rows ? observed / deviation : 0;
}
