import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Value } from '../../src/study/distribution.ts';
import type { EpochRecord } from '../../src/study/trial.ts';
import { predict } from '../../src/training/learner.ts';
import { evaluate } from '../../src/training/metrics.ts';
import { linear } from '../../src/training/models/linear.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import type { BuildInput } from '../../src/training/models/model-family.ts';
import { prepareModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel, Tf } from '../../src/training/tensorflow.ts';
import type { TrainedTrial } from '../../src/training/train.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { restoreWeights } from '../../src/training/weights.ts';
import { onEachBackend } from './each-backend.ts';
import { linearTarget, pureNoise, separableBlobs } from './example-data.ts';
import { familyOf, type Given, losses, run } from './example-trial.ts';

/** All randomness there is: initialisation, order and dropout. */
const random: Given = {
  family: mlp,
  dataset: separableBlobs(),
  config: { layers: 2, units: 6, dropout: 0.4, batchSize: 8, learningRate: 0.01 },
};

/** The same numbers down to the last bit. */
function fingerprint({ outcome, history, weights = new Uint8Array() }: TrainedTrial): string {
  return JSON.stringify({ outcome, history, weights: Buffer.from(weights).toString('base64') });
}

/** The data with one input of one split's first row replaced. */
function withInput(dataset: Dataset, split: 'train' | 'validation', value: number): Dataset {
  const x = dataset.splits[split].x.slice();
  x[0] = value;
  return { ...dataset, splits: { ...dataset.splits, [split]: { ...dataset.splits[split], x } } };
}

function oneLayer({ tf, data }: BuildInput, options: object = {}): LayersModel {
  return tf.sequential({
    layers: [tf.layers.dense({ units: data.outputs, inputShape: [...data.inputShape], ...options })],
  });
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

await onEachBackend((backend) => {
  const { tf } = backend;
  const originalRandom = Math.random;
  let tensors = 0;

  beforeEach(() => {
    tensors = tf.memory().numTensors;
  });

  // Every trial below, failed ones too, leaves nothing behind.
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(tensors);
    expect(Math.random).toBe(originalRandom);
  });

  describe('a trial', () => {
    test('is the same bit for bit when it runs again, whatever ran before', async () => {
      const first = fingerprint(await run(backend, random));
      await run(backend, { ...random, trial: 7 });
      Math.random();
      tf.randomNormal([3]).dispose();
      expect(fingerprint(await run(backend, random))).toBe(first);
    });

    test('is another with another number, and with another seed', async () => {
      const fingerprints = [];
      for (const given of [{}, { trial: 1 }, { seed: 2 }, { seed: 0 }]) {
        fingerprints.push(fingerprint(await run(backend, { ...random, ...given })));
      }
      expect(new Set(fingerprints).size).toBe(4);
    });

    test('drops other units at each step', async () => {
      // One row, one batch, and a rate too small to learn by: only the mask can change the loss.
      const config = { ...random.config, learningRate: 1e-20, optimizer: 'sgd', dropout: 0.5 };
      const trained = await run(backend, {
        ...random,
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
        return oneLayer(input);
      });
      for (const trial of [0, 0, 1]) await run(backend, { family, dataset: separableBlobs(), trial });
      expect(draws[1]).toBe(draws[0]);
      expect(draws[2]).not.toBe(draws[0]);
    });
  });

  describe('the history', () => {
    test('begins with the untrained model and has each epoch, which is reported as it ends', async () => {
      const reported: EpochRecord[] = [];
      const { history, outcome } = await run(backend, random, { onEpoch: (each) => reported.push(each) });
      expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
      expect(Object.keys(history[0]?.metrics ?? {})).toEqual(['valLoss', 'valAccuracy', 'valF1']);
      expect(reported).toEqual(history.slice(1));
      expect(outcome).toMatchObject({ epochs: 3 });
    });

    test('is that of the best epoch in the outcome', async () => {
      const { history, outcome } = await run(backend, random);
      if (outcome.state !== 'complete') throw new Error(outcome.state);
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
      const { outcome, history, weights } = await run(backend, memorising);
      if (outcome.state !== 'complete' || weights === undefined) throw new Error(outcome.state);
      expect(outcome.epochs).toBe(outcome.bestEpoch + 4);
      expect(outcome.epochs).toBeLessThan(60);
      expect(history.at(-1)?.metrics.valLoss).toBeGreaterThan(outcome.value * 1.01);

      const { dataset, config = {} } = memorising;
      const complete = completeConfiguration({ ...trainingParameters, ...mlp.parameters }, config);
      await releasing(tf, async () => {
        const model = prepareModel(tf, mlp, complete, dataset);
        restoreWeights(tf, model, weights);
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
      const { outcome, weights, history } = await run(backend, random, { shouldStop: () => ++looks === 2 });
      expect(outcome).toMatchObject({ state: 'pruned', epochs: 2 });
      expect(history).toHaveLength(3);
      expect(weights).toBeDefined();
    });

    test('is complete all the same when its last epoch is done', async () => {
      const stopAtOnce = { shouldStop: () => true };
      const { outcome } = await run(backend, { ...random, training: { maxEpochs: 1 } }, stopAtOnce);
      expect(outcome.state).toBe('complete');
    });
  });

  describe('a failed trial', () => {
    // Labels that no line divides: a step too far in any direction is one too far.
    const absurd: Given = {
      dataset: pureNoise(),
      config: { optimizer: 'sgd', learningRate: 1e12 },
    };
    const nan = Number.NaN;

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

    test('has diverged with an input that is not a number', async () => {
      const inTraining = await run(backend, { dataset: withInput(separableBlobs(), 'train', nan) });
      expect(inTraining.outcome).toMatchObject({ epochs: 0, failure: { kind: 'diverged' } });
      expect(inTraining.history.map(({ epoch }) => epoch)).toEqual([0]);
      const inValidation = await run(backend, { dataset: withInput(separableBlobs(), 'validation', nan) });
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
      const family = familyOf((input) => {
        const model = oneLayer(input) as ReturnType<Tf['sequential']>;
        model.add(brokenLayer(input.tf));
        return model;
      });
      const { outcome, history } = await run(backend, { family, dataset: separableBlobs() });
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
      const first = fingerprint(await run(backend, random));
      const before = tf.memory();
      const throwing = familyOf(({ tf }) => {
        tf.variable(tf.ones([5]));
        throw new Error('no');
      });
      const broken = familyOf((input) => {
        const model = oneLayer(input) as ReturnType<Tf['sequential']>;
        model.add(brokenLayer(input.tf));
        return model;
      });
      const given: Given[] = [
        absurd,
        { ...absurd, family: throwing },
        { ...random, family: broken },
        random,
        random,
      ];
      for (const each of [...given, ...given]) await run(backend, each);
      expect(tf.memory()).toMatchObject({
        numTensors: before.numTensors,
        numDataBuffers: before.numDataBuffers,
      });
      expect(fingerprint(await run(backend, random))).toBe(first);
    });
  });

  describe('what is learned', () => {
    test('on a linear target are its true coefficients, in target units', async () => {
      const dataset = linearTarget(4);
      const { outcome, weights } = await run(backend, {
        dataset,
        objective: { metric: 'valR2', direction: 'maximize' },
        config: { learningRate: 0.1, batchSize: 20 },
        training: { maxEpochs: 60 },
      });
      if (outcome.state !== 'complete' || weights === undefined) throw new Error(outcome.state);
      expect(outcome.value).toBeGreaterThan(0.99);
      await releasing(tf, async () => {
        const model = prepareModel(tf, linear, {}, dataset);
        restoreWeights(tf, model, weights);
        const [a, b, bias] = model.getWeights().flatMap((weight) => [...weight.dataSync()]) as [
          number,
          number,
          number,
        ];
        expect(4 * a).toBeCloseTo(3, 1);
        expect(4 * b).toBeCloseTo(-2, 1);
        expect(4 * bias + 5).toBeCloseTo(5, 1);
      });
    });

    test.each([1, 7, 1000])('does not need full batches: %i', async (batchSize) => {
      const { outcome } = await run(backend, {
        dataset: separableBlobs(),
        config: { learningRate: 0.1, batchSize },
        training: { maxEpochs: batchSize === 1 ? 5 : 30 },
      });
      expect(outcome).toMatchObject({ state: 'complete', metrics: { valAccuracy: 1 } });
    });

    test('includes the moving averages of batch normalisation, which are stored too', async () => {
      const family = familyOf(({ tf, data }) =>
        tf.sequential({
          layers: [
            tf.layers.batchNormalization({ inputShape: [...data.inputShape] }),
            tf.layers.dense({ units: data.outputs }),
          ],
        }),
      );
      const dataset = separableBlobs();
      const config = { learningRate: 0.05, batchSize: 9 };
      const { outcome, weights } = await run(backend, {
        family,
        dataset,
        config,
        training: { maxEpochs: 8 },
      });
      if (outcome.state !== 'complete' || weights === undefined) throw new Error(outcome.state);
      await releasing(tf, async () => {
        const model = prepareModel(tf, family, config, dataset);
        restoreWeights(tf, model, weights);
        const { validation } = dataset.splits;
        const predictions = predict(tf, model, dataset, validation);
        expect(evaluate(dataset.task, predictions, validation.y).loss).toBeCloseTo(outcome.value, 6);
      });
    });
  });

  describe('a regulariser in a user’s module', () => {
    /** Σw² of the untrained kernel is seen by build; the loss of an epoch that learns nothing then holds λ Σw². */
    async function firstLoss(l2: number, shape: 'sequential' | 'functional') {
      let squares = 0;
      const family = familyOf((input) => {
        const { tf, data } = input;
        const options = { kernelRegularizer: tf.regularizers.l2({ l2 }) };
        let model = oneLayer(input, options);
        if (shape === 'functional') {
          const x = tf.input({ shape: [...data.inputShape] });
          model = tf.model({ inputs: x, outputs: model.apply(x) as never });
        }
        squares = [...(model.getWeights()[0]?.dataSync() ?? [])].reduce((sum, w) => sum + w * w, 0);
        return model;
      });
      const config = { optimizer: 'sgd', learningRate: 1e-20 };
      const trained = await run(backend, {
        family,
        dataset: separableBlobs(),
        config,
        training: { maxEpochs: 1 },
      });
      return { squares, loss: losses(trained)[1]?.[0] as number, state: trained.outcome.state };
    }

    test.each(['sequential', 'functional'] as const)(
      'of a %s model adds itself to the training loss',
      async (shape) => {
        const without = await firstLoss(0, shape);
        const light = await firstLoss(0.5, shape);
        expect(light.loss - without.loss).toBeCloseTo(0.5 * light.squares, 4);
      },
    );

    test('may be as strong as the user likes: it is not taken for divergence', async () => {
      const { loss, squares, state } = await firstLoss(1e4, 'sequential');
      expect(state).toBe('complete');
      expect(loss / (1e4 * squares)).toBeCloseTo(1, 2);
    });
  });

  test('every hyperparameter of the loop changes what is learned', async () => {
    const pairs: Record<string, [Record<string, Value>, Record<string, Value>][]> = {
      learningRate: [[{}, { learningRate: 0.01 }]],
      batchSize: [[{}, { batchSize: 9 }]],
      optimizer: [
        [{}, { optimizer: 'adamw' }],
        [{}, { optimizer: 'sgd' }],
        [{ optimizer: 'sgd' }, { optimizer: 'rmsprop' }],
      ],
      momentum: [
        [{ optimizer: 'sgd' }, { optimizer: 'sgd', momentum: 0.5 }],
        [{ optimizer: 'rmsprop' }, { optimizer: 'rmsprop', momentum: 0.5 }],
      ],
      weightDecay: ['adam', 'adamw', 'sgd', 'rmsprop'].map((optimizer) => [
        { optimizer },
        { optimizer, weightDecay: 0.5 },
      ]),
      clipNorm: [[{ optimizer: 'sgd' }, { optimizer: 'sgd', clipNorm: 0.01 }]],
    };
    expect(Object.keys(pairs)).toEqual(Object.keys(trainingParameters));
    for (const [name, [usual, other]] of Object.entries(pairs).flatMap(([key, all]) =>
      all.map((pair) => [key, pair] as const),
    )) {
      const [one, two] = [
        await run(backend, { dataset: separableBlobs(), config: usual }),
        await run(backend, { dataset: separableBlobs(), config: other }),
      ];
      expect(fingerprint(two), `${name}: ${JSON.stringify(other)}`).not.toBe(fingerprint(one));
    }
  });
});
