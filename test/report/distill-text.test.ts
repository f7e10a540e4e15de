import { expect, test } from 'vitest';
import {
  describeStudent,
  renderDistillation,
  type ShownDistillation,
} from '../../src/report/text/models/distill-text.ts';

const cost = { parameters: 910, oneExampleMs: 0.2, batchMs: 0.352 };
const both = (accuracy: number) => ({
  validation: { loss: 0.2, accuracy },
  test: { loss: 0.25, accuracy: accuracy - 0.01 },
});
const gains = (value: number, low: number, high: number) => ({
  loss: { value: 0, low: 0, high: 0 },
  accuracy: { value, low, high },
});

const report: ShownDistillation = {
  ...{ study: 'digits', db: 'a.db', seconds: 3, batchRows: 256, overSeeds: null },
  teacher: {
    ...{ ensemble: 'greedy', members: [{ trial: 3, weight: 1 }], cost: { ...cost, parameters: 178_181 } },
    ...both(0.98),
    train: { loss: 0.01, accuracy: 1 },
  },
  student: {
    ...{ trial: 20, config: { units: 12 }, configOf: 7, temperature: 2, mixture: 0.9, seed: 1, cost },
    ...both(0.97),
  },
  labelsAlone: { seed: 1, ...both(0.96) },
  tried: [
    { config: { units: 12 }, temperature: 2, mixture: 0.9, values: [0.2], mean: 0.2 },
    { config: { units: 12 }, temperature: 4, mixture: 0.9, values: [null], mean: null },
  ],
  bySeed: [],
  interval: {
    ...{ level: 0.95, resamples: 2000 },
    overLabels: gains(0.01, -0.005, 0.025),
    overTeacher: gains(-0.01, -0.02, -0.004),
  },
};

test('teacher, student and labels alone stand side by side, and beneath them what is shown', () => {
  expect(renderDistillation(report, 200)).toBe(
    [
      "digits: a student of ensemble 'greedy' (1 member)",
      'The student is trial 20, with the configuration of trial 7: units 12.',
      'It learned with temperature 2, mixture 0.9, the best of 2 on validation.',
      '',
      '                     teacher  student  labels alone',
      'validation loss          0.2      0.2           0.2',
      'validation accuracy  98.00 %  97.00 %       96.00 %',
      'test loss               0.25     0.25          0.25',
      'test accuracy        97.00 %  96.00 %       95.00 %',
      'parameters              178k      910           910',
      'one example           0.2 ms   0.2 ms        0.2 ms',
      '256 examples         0.35 ms  0.35 ms       0.35 ms',
      '',
      'On the test split the student is better than the one of labels alone by 1.00 points of accuracy (95 % interval −0.50 to +2.50), which chance may explain.',
      'It is worse than its teacher by 1.00 points of accuracy (95 % interval −2.00 to −0.40), more than chance explains.',
      'The teacher has memorised the rows that it teaches: its loss is 0.01 there, and 0.2 on validation.',
    ].join('\n'),
  );
});

test('several seeds are means with their spread, and no line is wider than the terminal', () => {
  const accuracies = [0.95, 0.96, 0.97];
  const bySeed = accuracies.map((accuracy, index) => ({
    seed: index + 1,
    student: both(accuracy),
    labelsAlone: both(accuracy - 0.02),
  }));
  const text = renderDistillation({ ...report, bySeed, overSeeds: gains(0.02, 0.01, 0.03) }, 60);
  expect(text.split('\n').every((line) => line.length <= 60)).toBe(true);
  expect(text.replaceAll('\n', ' ')).toContain(
    'Over 3 seeds its test accuracy is 95.00 % ± 1.00, and of labels alone 93.00 % ± 1.00: on the mean it is better than labels alone by 2.00 points of accuracy (95 % interval +1.00 to +3.00), more than chance explains.',
  );
});

test('a comparison whose other side failed says so', () => {
  const { interval } = report;
  const text = renderDistillation(
    { ...report, labelsAlone: null, interval: { ...interval, overLabels: null } },
    200,
  );
  expect(text).toContain('No training on labels alone completed.');
  expect(text).toMatch(/test accuracy +97.00 % +96.00 % +–/);
});

test('progress names the settings, and what became of them', () => {
  const outcome = {
    state: 'complete',
    value: 0.1,
    metrics: {},
    bestEpoch: 3,
    epochs: 5,
    parameters: 9,
  } as const;
  const objective = { metric: 'valLoss', direction: 'minimize' } as const;
  const classifying = { objective, isRegression: false };
  const distillation = { temperature: 2, mixture: 0.5 };
  expect(describeStudent({ distillation }, outcome, classifying)).toBe(
    'temperature 2, mixture 0.5: valLoss 0.1 at epoch 3 of 5',
  );
  expect(describeStudent({ distillation }, outcome, { objective, isRegression: true })).toBe(
    'mixture 0.5: valLoss 0.1 at epoch 3 of 5',
  );
  const failure = { kind: 'timeout', message: 'did not end' } as const;
  expect(describeStudent({}, { state: 'failed', failure, epochs: 0 }, classifying)).toBe(
    'labels alone: timeout, did not end',
  );
});
