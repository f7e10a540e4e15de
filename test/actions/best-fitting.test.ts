import { expect, test } from 'vitest';
import { bestFitting } from '../../src/actions/search/stages/best-fitting.ts';
import { completeTrial, failedTrial, lossObjective } from '../report/example-trials.ts';

const trialOf = (trial: number, metrics: Record<string, number>) => ({
  ...completeTrial(trial, metrics.valLoss ?? metrics.valAccuracy ?? 0),
  metrics,
});

test('regularisers are searched around the trial that fits the training rows best', () => {
  const trials = [
    trialOf(0, { valLoss: 0.1, trainLoss: 0.09 }),
    trialOf(1, { valLoss: 0.3, trainLoss: 0.01 }),
    trialOf(2, { valLoss: 0.2, trainLoss: 0.01 }),
    trialOf(3, { valLoss: 0.2 }),
    failedTrial(4),
  ];
  expect(bestFitting(trials, lossObjective).trial).toBe(2);
  const accuracy = { metric: 'valAccuracy', direction: 'maximize' } as const;
  const fitted = [
    trialOf(0, { valAccuracy: 0.9, trainAccuracy: 0.95 }),
    trialOf(1, { valAccuracy: 0.8, trainAccuracy: 1 }),
  ];
  expect(bestFitting(fitted, accuracy).trial).toBe(1);
});

test('without measured training rows it is the best trial on validation', () => {
  const trials = [trialOf(0, { valLoss: 0.3 }), trialOf(1, { valLoss: 0.2 })];
  expect(bestFitting(trials, lossObjective).trial).toBe(1);
});
