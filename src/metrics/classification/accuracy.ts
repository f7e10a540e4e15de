import { type ClassExamples, meanMetric } from '../metric.ts';
import { likeliest } from '../predictions.ts';

/** The share of rows whose most probable class is the true one. */
export const accuracy = meanMetric<ClassExamples>({
  name: 'accuracy',
  direction: 'maximize',
  range: [0, 1],
  format: 'percentage',
  isShareOfRows: true,
  description: 'share of rows whose likeliest class is the true one',
  perExample: ({ classes, labels, probabilities }) =>
    Float64Array.from(labels, (label, row) => (likeliest(probabilities, row, classes) === label ? 1 : 0)),
});
