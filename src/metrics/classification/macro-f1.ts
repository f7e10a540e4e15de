import { fromTotals } from '../class-totals.ts';
import type { ClassExamples, Metric } from '../metric.ts';

/**
 * Unweighted mean over the classes of 2TP / (2TP + FP + FN); classes that neither occur nor are predicted are left out.
 */
export const macroF1: Metric<ClassExamples> = {
  name: 'f1',
  direction: 'maximize',
  range: [0, 1],
  format: 'number',
  description: 'macro F1: unweighted mean over the classes of 2TP / (2TP + FP + FN)',
  measure: fromTotals((totals) => {
    const seen = totals.filter(({ actual, predicted }) => actual + predicted > 0);
    const sum = seen.reduce(
      (all, { correct, actual, predicted }) => all + (2 * correct) / (actual + predicted),
      0,
    );
    return sum / seen.length;
  }),
};
