import type { ClassExamples, Metric, RowWeights } from '../metric.ts';
import { eachThreshold, oneVersusRest, type RankedScores } from '../ranked-scores.ts';

/**
 * The area under the ROC curve; with more than two classes the mean of one-vs-rest. 0.5 when there is only one class.
 */
export const rocAuc: Metric<ClassExamples> = {
  name: 'rocAuc',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  description:
    'area under the ROC curve: the second class against the first, or the mean of one class against the rest',
  measure: (examples) => oneVersusRest(examples, areaOfRanking, 0.5),
};

/** Undefined where the rows are of one kind. */
export function areaOfRanking(ranked: RankedScores, weights?: RowWeights): number | undefined {
  let area = 0;
  let above = 0;
  let left = 0;
  eachThreshold(ranked, weights, (positives, negatives) => {
    area += ((negatives - left) * (positives + above)) / 2;
    above = positives;
    left = negatives;
  });
  return above === 0 || left === 0 ? undefined : area / (above * left);
}
