import { chosenClass } from '../../study/outputs/chosen-class.ts';
import { type ClassExamples, meanMetric } from '../metric.ts';

/** Mean absolute difference between the places of the true and the predicted class, for ordered classes. */
export const rankMae = meanMetric<ClassExamples>({
  name: 'rankMae',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  title: 'mean absolute error of ranks',
  description: 'mean number of steps between the true and the predicted class, in their order',
  perExample: ({ labels, probabilities, classes, threshold }) =>
    Float64Array.from(labels, (label, row) =>
      Math.abs(chosenClass(probabilities, row, classes, threshold) - label),
    ),
});
