import { precisionOfRanking } from '../classification/average-precision.ts';
import { areaOfRanking } from '../classification/roc-auc.ts';
import type { Metric, RowWeights } from '../metric.ts';
import { oneVersusRest, type RankedScores } from '../ranked-scores.ts';
import { type LabelExamples, macroMean } from './examples.ts';

type Score = (ranked: RankedScores, weights?: RowWeights) => number | undefined;

/** The mean over the labels of the area under the ROC curve; labels that all rows or none have are left out. */
export const labelRocAuc: Metric<LabelExamples> = {
  name: 'rocAuc',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  description: 'mean over the labels of the area under the ROC curve',
  measure: (examples) => macroMean(examples, (one) => ofLabel(one, areaOfRanking), 0.5),
};

/** The mean over the labels of the average precision; labels that no row has are left out. */
export const labelAveragePrecision: Metric<LabelExamples> = {
  name: 'averagePrecision',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  description: 'mean over the labels of the average precision',
  measure: (examples) => macroMean(examples, (one) => ofLabel(one, precisionOfRanking), 0),
};

function ofLabel(
  { actual, probabilities }: LabelExamples,
  score: Score,
): (weights?: RowWeights) => number | undefined {
  const both = Float64Array.from({ length: 2 * probabilities.length }, (_, at) => {
    const probability = probabilities[at >> 1] as number;
    return at % 2 === 1 ? probability : 1 - probability;
  });
  const measure = oneVersusRest({ classes: 2, labels: actual, probabilities: both }, score, Number.NaN);
  return (weights) => {
    const value = measure(weights);
    return Number.isNaN(value) ? undefined : value;
  };
}
