import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/metrics/evaluate.ts';
import type { EpochRecord } from '../../../src/study/trial.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import { predict } from '../../../src/training/predict.ts';
import { onEachBackend } from '../each-backend.ts';
import { pureNoise, separableBlobs } from '../example-data.ts';
import {
  completed,
  denseModel,
  familyOf,
  fingerprint,
  type Given,
  losses,
  randomTrial,
  run,
  withRestored,
} from '../example-trial.ts';

await onEachBackend((backend) => {
  const { tf } = backend;

  describe('a trial', () => {
    test('is the same bit for bit when it runs again, whatever ran before', async () => {
      const first = fingerprint(await run(backend, randomTrial));
      await run(backend, { ...randomTrial, trial: 7 });
      Math.random();
      tf.randomNormal([3]).dispose();
      expect(fingerprint(await run(backend, randomTrial))).toBe(first);
    });

    test('is another with another number, and with another seed', async () => {
      const fingerprints = [];
      for (const given of [{}, { trial: 1 }, { seed: 2 }, { seed: 0 }]) {
        fingerprints.push(fingerprint(await run(backend, { ...randomTrial, ...given })));
      }
      expect(new Set(fingerprints).size).toBe(4);
    });

    test('meets its examples in an order of its own, though nothing else is random', async () => {
      const family = familyOf((input) => denseModel(input, { kernelInitializer: 'zeros' }));
      const given: Given = { family, dataset: separableBlobs(), config: { batchSize: 4 } };
      const fingerprints = [];
      for (const other of [{}, {}, { trial: 1 }, { seed: 2 }]) {
        fingerprints.push(fingerprint(await run(backend, { ...given, ...other })));
      }
      expect(fingerprints[1]).toBe(fingerprints[0]);
      expect(new Set(fingerprints).size).toBe(3);
    });

    test('drops other units at each step', async () => {
      // One row, one batch, and a rate too small to learn by: only the mask can change the loss.
      const config = { ...randomTrial.config, learningRate: 1e-20, optimizer: 'sgd', dropout: 0.5 };
      const trained = await run(backend, {
        ...randomTrial,
        config,
        dataset: separableBlobs(1),
        training: { maxEpochs: 12 },
      });
      const distinct = new Set(losses(trained).map(([loss]) => loss));
      expect(distinct.size).toBeGreaterThan(4);
      expect(new Set(losses(trained).map(([, valLoss]) => valLoss)).size).toBe(1);
    });

    test('seeds whatever a user’s module draws', async () => {
      const draws: number[] = [];
      const family = familyOf((input) => {
        draws.push(Math.random());
        return denseModel(input);
      });
      for (const trial of [0, 0, 1]) await run(backend, { family, dataset: separableBlobs(), trial });
      expect(draws[1]).toBe(draws[0]);
      expect(draws[2]).not.toBe(draws[0]);
    });
  });

  describe('the history', () => {
    test('begins with the untrained model and has each epoch, which is reported as it ends', async () => {
      const reported: EpochRecord[] = [];
      const { history, outcome } = await run(backend, randomTrial, {
        onEpoch: (each) => reported.push(each),
      });
      expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
      expect(Object.keys(history[0]?.metrics ?? {})).toEqual(['valLoss', 'valAccuracy', 'valF1']);
      expect(reported).toEqual(history.slice(1));
      expect(outcome).toMatchObject({ epochs: 3 });
    });

    test('is that of the best epoch in the outcome', async () => {
      const trained = await run(backend, randomTrial);
      const { outcome } = completed(trained);
      const { history } = trained;
      expect(outcome.metrics).toEqual(history[outcome.bestEpoch]?.metrics);
      expect(outcome.value).toBe(outcome.metrics.valLoss);
      expect(outcome.value).toBe(
        Math.min(...history.slice(1).map(({ metrics }) => metrics.valLoss as number)),
      );
    });
  });

  describe('early stopping', () => {
    const memorising: Given = {
      family: mlp,
      dataset: pureNoise(),
      config: { units: 16, learningRate: 0.03, batchSize: 4 },
      training: { maxEpochs: 60, patience: 4 },
    };

    test('ends a trial, and keeps the best epoch’s weights', async () => {
      const trained = await run(backend, memorising);
      const { outcome } = completed(trained);
      expect(outcome.epochs).toBe(outcome.bestEpoch + 4);
      expect(outcome.epochs).toBeLessThan(60);
      expect(trained.history.at(-1)?.metrics.valLoss).toBeGreaterThan(outcome.value * 1.01);
      await withRestored(backend, memorising, trained, (model) => {
        const { dataset } = memorising;
        const { validation } = dataset.splits;
        const metrics = evaluate(dataset.task, predict(tf, model, dataset, validation), validation.y);
        expect(metrics.loss).toBeCloseTo(outcome.value, 6);
        expect(metrics.accuracy).toBe(outcome.metrics.valAccuracy);
      });
    });

    test('goes by the objective, and by its direction', async () => {
      const objective = { metric: 'valAccuracy', direction: 'maximize' } as const;
      const { outcome, history } = await run(backend, { ...memorising, objective });
      const accuracies = history.slice(1).map(({ metrics }) => metrics.valAccuracy as number);
      expect(outcome).toMatchObject({
        state: 'complete',
        value: Math.max(...accuracies),
        bestEpoch: accuracies.indexOf(Math.max(...accuracies)) + 1,
      });
    });

    test('counts only improvements of more than minDelta', async () => {
      const { outcome } = await run(backend, {
        ...memorising,
        training: { maxEpochs: 60, patience: 4, minDelta: 1e9 },
      });
      expect(outcome.epochs).toBe(5);
    });
  });

  describe('a pruned trial', () => {
    test('ends after the epoch in which it is asked to, with what it has', async () => {
      let looks = 0;
      const { outcome, weights, history } = await run(backend, randomTrial, {
        shouldStop: () => ++looks === 2,
      });
      expect(outcome).toMatchObject({ state: 'pruned', epochs: 2 });
      expect(history).toHaveLength(3);
      expect(weights).toBeDefined();
    });

    test('is complete all the same when its last epoch is done', async () => {
      const stopAtOnce = { shouldStop: () => true };
      const { outcome } = await run(backend, { ...randomTrial, training: { maxEpochs: 1 } }, stopAtOnce);
      expect(outcome.state).toBe('complete');
    });
  });
});
