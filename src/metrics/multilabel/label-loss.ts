import { meanMetric } from '../metric.ts';
import { logProbability } from '../predictions.ts';
import { type LabelExamples, meanOverLabels } from './examples.ts';

/** The remainder of a probability that a double rounds to one. */
const smallestRemainder = 2 ** -54;

/** Mean binary cross-entropy in nats, over rows and labels: the training loss of labels. */
export const labelLoss = meanMetric<LabelExamples>({
  name: 'loss',
  direction: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  format: 'number',
  description: 'mean binary cross-entropy in nats, over rows and labels',
  perExample: (examples) =>
    meanOverLabels(examples, (isActual, probability) =>
      isActual ? -logProbability(probability) : -Math.log(Math.max(1 - probability, smallestRemainder)),
    ),
});
