import type { CheckReport } from '../../../src/reports/check-report.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { script } from './example-data-reports.ts';

/** A check of each status, and an exhibit of each kind. */
export function checkReport(): CheckReport {
  const random = randomFor('checks');
  const losses = (rate: number) =>
    Array.from({ length: 40 }, (_, step) => 2.3 * Math.exp(-rate * step) + 0.05 * random.next());
  const filter = () => Buffer.from(Array.from({ length: 25 }, () => random.below(256))).toString('base64');
  return {
    study: 'mnist-cnn',
    backend: 'wasm',
    humanBaseline: { metric: 'valAccuracy', value: 0.98 },
    config: { learningRate: 0.001, blocks: 2, optimizer: 'adam' },
    results: [
      {
        name: 'initial-loss',
        hypothesis: 'The loss of an untrained model is that of a guess.',
        status: 'pass',
        message: 'The first loss is 2.311, ln 10 is 2.303.',
        numbers: { loss: 2.311, expected: Math.log(10) },
        exhibits: [],
        seconds: 0.21,
      },
      {
        name: 'input-independent',
        hypothesis: 'A model that sees its inputs does better than one whose inputs are zeros.',
        status: 'warn',
        message: 'With its inputs the loss is 0.43, without them 2.30.',
        advice: 'Look at the first rows below: are these the inputs that you mean?',
        numbers: { 'with inputs': 0.43, 'without inputs': 2.31 },
        exhibits: [
          {
            kind: 'lines',
            title: 'Training loss',
            xName: 'step',
            yName: 'loss',
            firstX: 1,
            series: [
              { name: 'with inputs', values: losses(0.08) },
              { name: `zeros ${script}`, values: losses(0.001) },
              { name: 'more capacity', values: losses(0.2) },
            ],
          },
          {
            kind: 'bars',
            title: 'Gradient by layer',
            names: ['conv', 'dense', script],
            values: [0.12, 0.4, 0.031],
          },
        ],
        seconds: 3.4,
      },
      {
        name: 'first-layer',
        hypothesis: 'The filters of the first layer show structure.',
        status: 'fail',
        message: 'The filters look like noise.',
        advice: 'Train longer, with a smaller learning rate, or with weight decay.',
        numbers: {},
        exhibits: [
          {
            kind: 'images',
            title: 'Filters',
            shape: [5, 5, 1],
            images: Array.from({ length: 16 }, (_, index) => ({
              caption: `filter ${index}`,
              pixels: filter(),
            })),
          },
          { kind: 'text', title: 'Model', lines: ['conv2d 5 × 5 × 16', 'dense 64', `<b>${script}`] },
        ],
        seconds: 12.25,
      },
      {
        name: 'one-batch',
        hypothesis: 'A few examples can be memorised.',
        status: 'skip',
        message: 'There is one class only.',
        numbers: {},
        exhibits: [],
        seconds: 0,
      },
    ],
  };
}
