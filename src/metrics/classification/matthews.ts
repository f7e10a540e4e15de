import { fromTotals } from '../class-totals.ts';
import type { ClassExamples, Metric } from '../metric.ts';

/**
 * Matthews' correlation coefficient for any number of classes (Gorodkin 2004, R_K); 0 when all rows have the same true
 * class or the same predicted class.
 */
export const matthews: Metric<ClassExamples> = {
  name: 'matthews',
  direction: 'maximize',
  range: [-1, 1],
  format: 'number',
  description: "Matthews' correlation of true and predicted classes (Gorodkin's R_K)",
  measure: fromTotals((totals) => {
    let rows = 0;
    let correct = 0;
    let both = 0;
    let ofActual = 0;
    let ofPredicted = 0;
    for (const each of totals) {
      rows += each.actual;
      correct += each.correct;
      both += each.actual * each.predicted;
      ofActual += each.actual ** 2;
      ofPredicted += each.predicted ** 2;
    }
    const spread = (rows ** 2 - ofActual) * (rows ** 2 - ofPredicted);
    return spread <= 0 ? 0 : (correct * rows - both) / Math.sqrt(spread);
  }),
};
