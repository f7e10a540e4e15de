import type { ClassExamples, Metric, RowWeights } from '../metric.ts';
import { eachThreshold, oneVersusRest, type RankedScores } from '../ranked-scores.ts';

/** Σ (recall − recall before) × precision over the thresholds, without interpolation; 0 where no class has rows. */
export const averagePrecision: Metric<ClassExamples> = {
  name: 'averagePrecision',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  description:
    'average precision: the second class against the first, or the mean of one class against the rest',
  measure: (examples) => oneVersusRest(examples, precisionOfRanking, 0),
};

/** Undefined without a row of the class. */
export function precisionOfRanking(ranked: RankedScores, weights?: RowWeights): number | undefined {
  let sum = 0;
  let found = 0;
  eachThreshold(ranked, weights, (positives, negatives) => {
    if (positives > found) sum += (positives - found) * (positives / (positives + negatives));
    found = positives;
  });
  return found === 0 ? undefined : sum / found;
}
