import { meanMetric } from '../metric.ts';
import { type LabelExamples, meanOverLabels } from './examples.ts';

const isWrong = (isActual: boolean, probability: number) => (isActual === probability >= 0.5 ? 0 : 1);

/** The share of rows of which every label is right. */
export const subsetAccuracy = meanMetric<LabelExamples>({
  name: 'subsetAccuracy',
  direction: 'maximize',
  range: [0, 1],
  format: 'percentage',
  title: 'subset accuracy',
  isShareOfRows: true,
  description: 'share of rows of which every label is right; a label is predicted from a probability of 0.5',
  perExample: (examples) => meanOverLabels(examples, isWrong).map((wrong) => (wrong === 0 ? 1 : 0)),
});

/** The share of labels, over all rows, that are wrong. */
export const hammingLoss = meanMetric<LabelExamples>({
  name: 'hammingLoss',
  direction: 'minimize',
  range: [0, 1],
  format: 'percentage',
  title: 'Hamming loss',
  description: 'share of labels, over all rows, that are wrong',
  perExample: (examples) => meanOverLabels(examples, isWrong),
});
