import { expect, test } from 'vitest';
import { fitOf } from '../../src/metrics/fit.ts';
import type { Trial } from '../../src/study/trial.ts';
import { completeTrial, failedTrial, lossObjective, prunedTrial } from '../report/example-trials.ts';

/** A trial with a validation loss, a training loss and a standard error. */
function trialOf(valLoss: number, trainLoss?: number, standardError?: number, trial = 1): Trial {
  const { metrics, ...rest } = completeTrial(trial, valLoss);
  return {
    ...rest,
    metrics: { ...metrics, ...(trainLoss !== undefined && { trainLoss }) },
    ...(standardError !== undefined && { standardError }),
  };
}

/** Among enough trials, of which the further ones are copies of the last. */
const among = (others: readonly Trial[]) => [...others, ...Array<Trial>(8).fill(others.at(-1) as Trial)];
const verdict = (trial: Trial, others: readonly Trial[] = [trial]) =>
  fitOf(trial, lossObjective, among(others))?.verdict;

test('a trial overfits when its validation error is beyond its training error by noise and by a factor', () => {
  expect(verdict(trialOf(0.3, 0.1, 0.05))).toBe('overfits');
  expect(verdict(trialOf(0.3, 0.1, 0.11))).toBeUndefined();
  expect(verdict(trialOf(0.3, 0.16, 0.01))).toBeUndefined();
  expect(verdict(trialOf(0.3, 0.1))).toBeUndefined();
});

test('a trial underfits when another one fits better and validates better by more than noise', () => {
  const trial = trialOf(0.4, 0.35, 0.04);
  expect(verdict(trial, [trial, trialOf(0.3, 0.2, 0.02, 2)])).toBe('underfits');
  expect(verdict(trial, [trial, trialOf(0.33, 0.2, 0.02, 2)])).toBeUndefined();
  expect(verdict(trial, [trial, trialOf(0.3, 0.36, 0.02, 2)])).toBeUndefined();
});

test('a trial underfits when none fits better, and all that fit worse are worse on validation', () => {
  const best = trialOf(0.3, 0.29, 0.02);
  const worse = trialOf(0.4, 0.35, 0.02, 2);
  expect(verdict(best, [best, worse])).toBe('underfits');
  expect(verdict(best, [best])).toBeUndefined();
  expect(verdict(best, [best, worse, trialOf(0.31, 0.36, 0.02, 3)])).toBeUndefined();
  expect(verdict(best, [best, worse, trialOf(0.4, 0.1, 0.02, 3)])).toBeUndefined();
  expect(verdict(best, [best, worse, trialOf(0.4, 0.28, 0.02, 3)])).toBe('underfits');
  expect(verdict(trialOf(0.3, 0.14, 0.1), [best, worse])).toBeUndefined();
});

test('fewer than eight trials show no underfit', () => {
  const trial = trialOf(0.4, 0.35, 0.04);
  const of = (count: number) => Array.from({ length: count }, (_, at) => trialOf(0.3, 0.2, 0.02, at + 2));
  expect(fitOf(trial, lossObjective, of(7))?.verdict).toBeUndefined();
  expect(fitOf(trial, lossObjective, of(8))?.verdict).toBe('underfits');
});

test('errors are distances from the best value of a metric that is maximised', () => {
  const objective = { metric: 'valAccuracy', direction: 'maximize' } as const;
  const of = (value: number, trainAccuracy: number) => ({
    ...completeTrial(1, value),
    metrics: { valAccuracy: value, trainAccuracy },
    standardError: 0.01,
  });
  expect(fitOf(of(0.9, 0.99), objective, [])).toEqual({
    metric: 'accuracy',
    ...{ training: 0.99, validation: 0.9, verdict: 'overfits' },
  });
  expect(fitOf(of(0.9, 0.9), objective, among([of(0.95, 0.97)]))?.verdict).toBe('underfits');
});

test('an older trial has its running loss, which shows no underfit', () => {
  expect(fitOf(trialOf(0.4, undefined, 0.01), lossObjective, [])).toEqual({
    metric: 'loss',
    ...{ training: 0.2, validation: 0.4, isRunning: true },
  });
  const equal = { ...trialOf(0.4, undefined, 0.01), metrics: { loss: 0.4, valLoss: 0.4 } };
  expect(verdict(equal)).toBeUndefined();
});

test('there is none for trials that are not ranked, and for metrics of functions', () => {
  expect(fitOf(prunedTrial(1, 0.3), lossObjective, [])).toBeUndefined();
  expect(fitOf(failedTrial(1), lossObjective, [])).toBeUndefined();
  expect(fitOf(trialOf(0.3, 0.1), { metric: 'score', direction: 'minimize' }, [])).toBeUndefined();
});
