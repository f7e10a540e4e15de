import { expect, test } from 'vitest';
import { bestFitting } from '../../src/actions/search/stages/best-fitting.ts';
import { completeTrial, failedTrial, lossObjective } from '../report/example-trials.ts';

const trialOf = (trial: number, valLoss: number, trainLoss?: number) => {
  const own = completeTrial(trial, valLoss);
  const { loss: _, ...metrics } = own.metrics;
  return { ...own, metrics: { ...metrics, ...(trainLoss !== undefined && { trainLoss }) } };
};

test('regularisers are searched around the best trial of the quarter that fits the training rows best', () => {
  const losses = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
  // The best on validation fits worst; of the two that fit best the worse one fits better.
  const trials = losses.map((loss, trial) =>
    trialOf(trial, loss, trial === 7 ? 0.01 : trial === 5 ? 0.02 : 0.09),
  );
  expect(bestFitting([...trials, failedTrial(8)], lossObjective)).toEqual({ trial: trials[5], of: 2 });
  expect(bestFitting(trials.slice(0, 3), lossObjective)).toMatchObject({ trial: { trial: 0 }, of: 1 });
});

test('without measured training rows it is the best trial on validation', () => {
  const trials = [trialOf(0, 0.3), trialOf(1, 0.2)];
  expect(bestFitting(trials, lossObjective)).toMatchObject({ trial: { trial: 1 }, of: 2 });
});
