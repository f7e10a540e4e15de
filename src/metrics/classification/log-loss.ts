import { type ClassExamples, meanMetric } from '../metric.ts';
import { logProbability } from '../predictions.ts';

const definition = {
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  description: 'mean cross-entropy in nats: the mean of −ln of the probability of the true class',
  perExample: ({ classes, labels, probabilities }: ClassExamples) =>
    Float64Array.from(
      labels,
      (label, row) => -logProbability(probabilities[row * classes + label] as number),
    ),
} as const;

/** Mean cross-entropy in nats. */
export const logLoss = meanMetric({ name: 'logLoss', ...definition });

/** The same under the name of the training loss, which both tasks share. */
export const classLoss = meanMetric({ name: 'loss', ...definition });
