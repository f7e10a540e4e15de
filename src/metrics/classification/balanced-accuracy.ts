import { meanOf } from '../../statistics/mean.ts';
import { fromTotals } from '../class-totals.ts';
import type { ClassExamples, Metric } from '../metric.ts';

/** The unweighted mean of the recalls of the classes that occur. */
export const balancedAccuracy: Metric<ClassExamples> = {
  name: 'balancedAccuracy',
  direction: 'maximize',
  range: [0, 1],
  format: 'percentage',
  description: 'unweighted mean of the recall of each class that occurs',
  measure: fromTotals((totals) => {
    const occurring = totals.filter(({ actual }) => actual > 0);
    return meanOf(occurring.map(({ correct, actual }) => correct / actual));
  }),
};
