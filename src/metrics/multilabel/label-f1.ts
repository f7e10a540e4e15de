import { meanOf } from '../../statistics/mean.ts';
import type { Metric } from '../metric.ts';
import { fromLabelCounts, type LabelCounts, type LabelExamples } from './examples.ts';

/** Unweighted mean over the labels; a label that neither occurs nor is predicted counts 0, as in scikit-learn. */
export const macroLabelF1: Metric<LabelExamples> = {
  name: 'f1',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  description: 'macro F1: unweighted mean over the labels of 2TP / (2TP + FP + FN)',
  measure: fromLabelCounts((counts) => meanOf(counts.map(f1))),
};

/** F1 of the counts of all labels together. */
export const microLabelF1: Metric<LabelExamples> = {
  name: 'microF1',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  title: 'micro F1',
  description: '2TP / (2TP + FP + FN) of all labels together',
  measure: fromLabelCounts((counts) => {
    const sum = (of: keyof LabelCounts) => counts.reduce((total, each) => total + each[of], 0);
    return f1({ correct: sum('correct'), actual: sum('actual'), predicted: sum('predicted') });
  }),
};

function f1({ correct, actual, predicted }: LabelCounts): number {
  return actual + predicted === 0 ? 0 : (2 * correct) / (actual + predicted);
}
