import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Backend } from '../../../src/training/backend.ts';
import { divergenceLimit, runEpoch, validate } from '../../../src/training/loop/epoch.ts';
import type { Learner } from '../../../src/training/loop/learner.ts';
import { linear } from '../../../src/training/models/linear.ts';
import { prepareModel } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf, linearTarget, separableBlobs } from '../example-data.ts';
import { learnerOf } from '../example-learner.ts';
import { atOnce } from '../example-trial.ts';

/** Too small to move a float32 weight: the loss of every batch is that of the untrained model. */
const still = { optimizer: 'sgd', learningRate: 1e-20 };

function linearLearner(backend: Backend, dataset: Dataset): Learner {
  return learnerOf(backend, atOnce(prepareModel(backend.tf, linear, {}, dataset)), dataset, still);
}

/** Takes no step, and says this loss of each batch. */
function saying(
  learner: Learner,
  losses: (batch: number) => number,
): { learner: Learner; batches: number[][] } {
  const batches: number[][] = [];
  const step = (rows: Int32Array) => losses(batches.push([...rows]));
  return { learner: { ...learner, step }, batches };
}

const epoch = (batchSize: number, limit = 1e9, key = 'order') => ({
  batchSize,
  limit,
  shuffle: randomFor(key),
});
const inOrder = (one: number, other: number) => one - other;

describe('divergenceLimit', () => {
  test('is a hundred times the untrained loss', () => {
    expect(divergenceLimit(2.5, classesOf(2))).toBe(250);
  });

  test('allows a model that starts perfect some loss, in the target’s own units', () => {
    expect(divergenceLimit(0, classesOf(2))).toBe(1);
    expect(divergenceLimit(0, { kind: 'regression', target: 'y', mean: 0, std: 1e-3 })).toBeCloseTo(1e-6, 12);
    expect(divergenceLimit(0, { kind: 'regression', target: 'y', mean: 0, std: 1e3 })).toBe(1e6);
  });
});

await onEachBackend((backend) => {
  const { tf } = backend;
  describe('an epoch', () => {
    test.each([1, 4, 7, 45, 1000])(
      'in batches of %i meets every row once, in a new order each time',
      (batchSize) =>
        releasing(tf, async () => {
          const dataset = separableBlobs(45);
          const { learner, batches } = saying(linearLearner(backend, dataset), () => 1);
          const settings = epoch(batchSize);
          runEpoch(tf, learner, dataset, settings);
          const first = batches.flat();
          runEpoch(tf, learner, dataset, settings);
          const second = batches.flat().slice(45);
          const all = Array.from({ length: 45 }, (_, row) => row);
          expect(first.toSorted(inOrder)).toEqual(all);
          expect(second.toSorted(inOrder)).toEqual(all);
          expect(second).not.toEqual(first);
          const sizes = batches.slice(0, batches.length / 2).map((batch) => batch.length);
          expect(sizes.slice(0, -1).every((size) => size === batchSize)).toBe(true);
          expect(sizes.at(-1)).toBe(45 % batchSize || Math.min(batchSize, 45));
        }),
    );

    test('has the mean over the examples for its loss, a smaller last batch or not', () =>
      releasing(tf, async () => {
        const dataset = linearTarget();
        const learner = linearLearner(backend, dataset);
        const onTraining = { ...dataset, splits: { ...dataset.splits, validation: dataset.splits.train } };
        const { valLoss } = validate(tf, learner, onTraining);
        for (const batchSize of [1, 7, 60, 61]) {
          const result = runEpoch(tf, learner, dataset, epoch(batchSize));
          expect(result).toHaveProperty('metrics.loss');
          if ('metrics' in result) expect((result.metrics.loss as number) / valLoss).toBeCloseTo(1, 5);
        }
      }));

    test('names the metrics of its task', () =>
      releasing(tf, async () => {
        const named = (dataset: Dataset) => {
          const result = runEpoch(tf, linearLearner(backend, dataset), dataset, epoch(20));
          return 'metrics' in result ? Object.keys(result.metrics) : [];
        };
        expect(named(separableBlobs())).toEqual(['loss', 'valLoss', 'valAccuracy', 'valF1']);
        expect(named(linearTarget())).toEqual(['loss', 'valLoss', 'valMae', 'valR2']);
      }));

    test('ends at the first batch whose loss is not finite', () =>
      releasing(tf, async () => {
        const dataset = separableBlobs(45);
        for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
          const { learner, batches } = saying(linearLearner(backend, dataset), (batch) =>
            batch === 3 ? bad : 1,
          );
          expect(runEpoch(tf, learner, dataset, epoch(5))).toEqual({ divergedLoss: bad });
          expect(batches).toHaveLength(3);
        }
      }));

    test('judges a mean that is too high after twenty steps, or at its end if it has fewer', () =>
      releasing(tf, async () => {
        const dataset = separableBlobs(45);
        const high = saying(linearLearner(backend, dataset), () => 11);
        expect(runEpoch(tf, high.learner, dataset, epoch(1, 10))).toEqual({ divergedLoss: 11 });
        expect(high.batches).toHaveLength(20);
        const few = saying(linearLearner(backend, dataset), () => 11);
        expect(runEpoch(tf, few.learner, dataset, epoch(10, 10))).toEqual({ divergedLoss: 11 });
        expect(few.batches).toHaveLength(5);
      }));

    test('forgives single high batches', () =>
      releasing(tf, async () => {
        const dataset = separableBlobs(45);
        const { learner } = saying(linearLearner(backend, dataset), (batch) => (batch === 1 ? 100 : 0));
        expect(runEpoch(tf, learner, dataset, epoch(1, 10))).toHaveProperty('metrics.loss', 100 / 45);
      }));

    test('has diverged too when only the validation loss is too high', () =>
      releasing(tf, async () => {
        const dataset = separableBlobs(45);
        const { learner } = saying(linearLearner(backend, dataset), () => 0);
        const { valLoss } = validate(tf, learner, dataset);
        expect(runEpoch(tf, learner, dataset, epoch(45, valLoss / 2))).toEqual({ divergedLoss: valLoss });
      }));
  });
});
