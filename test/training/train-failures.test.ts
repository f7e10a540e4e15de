import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { linear } from '../../src/training/models/linear.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import type { LayersModel, Tf } from '../../src/training/tensorflow.ts';
import { onEachBackend } from './each-backend.ts';
import { linearTarget, pureNoise, separableBlobs } from './example-data.ts';
import { denseModel, familyOf, fingerprint, type Given, randomTrial, run } from './example-trial.ts';

/** The data with a number missing from the first row of a split. */
function withNaN(dataset: Dataset, split: 'train' | 'validation'): Dataset {
  const x = dataset.splits[split].x.slice();
  x[0] = Number.NaN;
  return { ...dataset, splits: { ...dataset.splits, [split]: { ...dataset.splits[split], x } } };
}

/** Passes its input on until it is trained. */
function brokenLayer(tf: Tf): LayersModel['layers'][number] {
  class Broken extends tf.layers.Layer {
    static className = 'Broken';
    override call(inputs: never, { training }: { training?: boolean }) {
      if (training) throw new Error('broken\nin two lines');
      return inputs;
    }
  }
  return new Broken({});
}

/** Ends in a layer that throws. */
const broken = familyOf((input) => {
  const model = denseModel(input) as ReturnType<Tf['sequential']>;
  model.add(brokenLayer(input.tf));
  return model;
});

await onEachBackend((backend) => {
  const { tf } = backend;

  describe('a failed trial', () => {
    // Labels that no line divides: a step too far in any direction is one too far.
    const absurd: Given = {
      dataset: pureNoise(),
      config: { optimizer: 'sgd', learningRate: 1e12 },
    };

    test('has diverged with an absurd learning rate', async () => {
      const { outcome, history, weights } = await run(backend, absurd);
      expect(outcome).toMatchObject({ state: 'failed', epochs: 0, failure: { kind: 'diverged' } });
      expect(history.map(({ epoch }) => epoch)).toEqual([0]);
      expect(weights).toBeUndefined();
    });

    test('keeps the epochs before it diverged', async () => {
      // Full batches of a quadratic: above 2 / curvature the error grows by a constant factor.
      const { outcome, history } = await run(backend, {
        dataset: linearTarget(),
        config: { optimizer: 'sgd', learningRate: 3.5, batchSize: 60 },
        training: { maxEpochs: 200 },
      });
      if (outcome.state !== 'failed') throw new Error(outcome.state);
      expect(outcome.failure.kind).toBe('diverged');
      expect(outcome.failure.message).toMatch(
        new RegExp(`^loss \\S+ in epoch ${history.length}; the loss must stay finite and below \\S+$`),
      );
      expect(outcome.epochs).toBe(history.length - 1);
      expect(outcome.epochs).toBeGreaterThan(1);
      const numbers = history.flatMap(({ metrics }) => Object.values(metrics));
      expect(numbers.every(Number.isFinite)).toBe(true);
    });

    test.each([linear, mlp])('has diverged with an input that is not a number', async (family) => {
      const inTraining = await run(backend, { family, dataset: withNaN(separableBlobs(), 'train') });
      expect(inTraining.outcome).toMatchObject({ epochs: 0, failure: { kind: 'diverged' } });
      expect(inTraining.history.map(({ epoch }) => epoch)).toEqual([0]);
      const inValidation = await run(backend, { family, dataset: withNaN(separableBlobs(), 'validation') });
      expect(inValidation.outcome).toMatchObject({
        epochs: 0,
        failure: { kind: 'diverged', message: 'loss NaN of the untrained model; the loss must be finite' },
      });
      expect(inValidation.history).toEqual([]);
    });

    test('was rejected when its model cannot be built', async () => {
      const family = familyOf(({ tf }) => {
        tf.layers.dense({ units: 2, inputShape: [2] }).apply(tf.ones([1, 2]));
        throw new Error('odd units');
      });
      const { outcome, history } = await run(backend, { family, dataset: separableBlobs() });
      const failure = { kind: 'rejected', message: 'the model cannot be built: odd units' };
      expect(outcome).toEqual({ state: 'failed', epochs: 0, failure });
      expect(history).toEqual([]);
    });

    test('has crashed when a layer throws in training', async () => {
      const { outcome, history } = await run(backend, { family: broken, dataset: separableBlobs() });
      const failure = { kind: 'crash', message: 'broken' };
      expect(outcome).toEqual({ state: 'failed', epochs: 0, failure });
      expect(history).toHaveLength(1);
    });

    test('has found no memory when the model says so', async () => {
      const family = familyOf(() => {
        throw new RangeError('Array buffer allocation failed');
      });
      const { outcome } = await run(backend, { family, dataset: separableBlobs() });
      expect(outcome).toMatchObject({ failure: { kind: 'memory' } });
    });

    test('does not change the trials after it, nor leave a tensor in ten', async () => {
      const first = fingerprint(await run(backend, randomTrial));
      const before = tf.memory();
      const throwing = familyOf(({ tf }) => {
        tf.variable(tf.ones([5]));
        throw new Error('no');
      });
      const given: Given[] = [
        absurd,
        { ...absurd, family: throwing },
        { ...randomTrial, family: broken },
        randomTrial,
        randomTrial,
      ];
      for (const each of [...given, ...given]) await run(backend, each);
      expect(tf.memory()).toMatchObject({
        numTensors: before.numTensors,
        numDataBuffers: before.numDataBuffers,
      });
      expect(fingerprint(await run(backend, randomTrial))).toBe(first);
    });
  });
});
