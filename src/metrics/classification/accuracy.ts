import { chosenClass } from '../../study/outputs/chosen-class.ts';
import { type ClassExamples, meanMetric } from '../metric.ts';

/** The share of rows whose predicted class is the true one. */
export const accuracy = meanMetric<ClassExamples>({
  name: 'accuracy',
  direction: 'maximize',
  range: [0, 1],
  format: 'percentage',
  isShareOfRows: true,
  description: 'share of rows whose likeliest class is the true one',
  perExample: ({ classes, labels, probabilities, threshold }) =>
    Float64Array.from(labels, (label, row) =>
      chosenClass(probabilities, row, classes, threshold) === label ? 1 : 0,
    ),
});
