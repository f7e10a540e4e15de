import { weightedMean } from '../../statistics/mean.ts';
import { columnsAt, type Span } from '../../study/outputs/task-parts.ts';
import type { MultilabelTask } from '../../study/pipeline.ts';
import type { Measure, RowWeights } from '../metric.ts';
import type { Predictions } from '../predictions.ts';

/** Rows of which each has any number of labels. */
export interface LabelExamples {
  readonly labels: number;
  /** [rows, labels] 0 or 1. */
  readonly actual: Float32Array;
  /** [rows, labels] */
  readonly probabilities: Float64Array;
}

export function labelExamples(
  { labels }: Pick<MultilabelTask, 'labels'>,
  probabilities: Predictions,
  y: ArrayLike<number>,
): LabelExamples {
  const actual = y instanceof Float32Array ? y : Float32Array.from(y);
  return { labels: labels.length, actual, probabilities };
}

/** The same rows with one of their labels. */
export function oneLabel({ labels, actual, probabilities }: LabelExamples, label: number): LabelExamples {
  const span: Span = { offset: label, width: 1 };
  return {
    labels: 1,
    actual: columnsAt(actual, labels, span),
    probabilities: columnsAt(probabilities, labels, span),
  };
}

/** Weighted counts of one label. */
export interface LabelCounts {
  readonly correct: number;
  readonly actual: number;
  readonly predicted: number;
}

/** A measure of the counts of each label; a label is predicted from a probability of one half. */
export function fromLabelCounts(
  score: (counts: readonly LabelCounts[]) => number,
): (examples: LabelExamples) => Measure {
  return ({ labels, actual, probabilities }) =>
    (weights) => {
      const counts = Array.from({ length: labels }, () => ({ correct: 0, actual: 0, predicted: 0 }));
      for (let at = 0; at < actual.length; at++) {
        const count = counts[at % labels] as { correct: number; actual: number; predicted: number };
        const weight = weights?.[Math.floor(at / labels)] ?? 1;
        const isActual = actual[at] === 1;
        const isPredicted = (probabilities[at] as number) >= 0.5;
        if (isActual) count.actual += weight;
        if (isPredicted) count.predicted += weight;
        if (isActual && isPredicted) count.correct += weight;
      }
      return score(counts);
    };
}

/** [rows] the mean over the labels of a number of each. */
export function meanOverLabels(
  { labels, actual, probabilities }: LabelExamples,
  of: (isActual: boolean, probability: number) => number,
): Float64Array {
  return Float64Array.from({ length: actual.length / labels }, (_, row) => {
    let sum = 0;
    for (let at = row * labels; at < (row + 1) * labels; at++)
      sum += of(actual[at] === 1, probabilities[at] as number);
    return sum / labels;
  });
}

/** The mean over the labels of a measure of each; labels for which it is undefined are left out. */
export function macroMean(
  examples: LabelExamples,
  of: (one: LabelExamples) => (weights?: RowWeights) => number | undefined,
  fallback: number,
): Measure {
  const measures = Array.from({ length: examples.labels }, (_, label) => of(oneLabel(examples, label)));
  return (weights) => {
    const values = measures.map((measure) => measure(weights)).filter((value) => value !== undefined);
    return values.length === 0 ? fallback : weightedMean(values);
  };
}
