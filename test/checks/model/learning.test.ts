import { describe, expect, test } from 'vitest';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import { atOnce } from '../../training/example-trial.ts';
import { backend, layerOf, netWith, resultOf, statusOf } from './given-context.ts';

type Build = ModelFamily['build'];

const middleLayer = (options: object): Build =>
  netWith({ middle: (tf) => [tf.layers.dense({ units: 4, name: 'middle', ...options })] });

describe('weights-move', () => {
  test('passes where all move, and does not ask it of a batch normalisation’s averages', async () => {
    expect(await statusOf('weights-move', { family: { build: netWith({}) } })).toBe(
      'pass: all 4 arrays of weights move',
    );
    const normalised = netWith({ middle: (tf) => [tf.layers.batchNormalization()] });
    expect(await statusOf('weights-move', { family: { build: normalised } })).toMatch(/^pass/);
  });

  test('passes for weights that start at zero and keep the others still at first', async () => {
    expect(
      await statusOf('weights-move', {
        family: { build: netWith({ output: { kernelInitializer: 'zeros' } }) },
      }),
    ).toMatch(/^pass/);
  });

  test('names a frozen layer and counts its weights, unless the module does', async () => {
    const build = middleLayer({ trainable: false });
    // 12 · 4 and a bias of 4.
    expect(await statusOf('weights-move', { family: { build } })).toBe(
      'fail: does not learn, for it is not trainable: middle (52 weights)',
    );
    expect(await statusOf('weights-move', { family: { build, frozen: ['middle'] } })).toMatch(
      /^pass: .* besides 1 frozen layer/,
    );
  });

  test('finds a recurrent layer and a model in the model that are frozen', async () => {
    const recurrent: Build = ({ tf, data }) =>
      tf.sequential({
        layers: [
          tf.layers.reshape({ targetShape: [2, 1], inputShape: [...data.inputShape] }),
          tf.layers.simpleRNN({ units: 3, name: 'memory', trainable: false }),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    expect(await statusOf('weights-move', { family: { build: recurrent } })).toMatch(
      /^fail: .*: memory \(15 weights\)/,
    );
    const inner: Build = ({ tf, data }) => {
      const base = tf.sequential({
        name: 'base',
        layers: [tf.layers.dense({ units: 3, inputShape: [2], name: 'core' })],
      });
      base.trainable = false;
      const model = tf.sequential();
      model.add(base);
      model.add(tf.layers.dense({ units: data.outputs }));
      return model;
    };
    expect(await statusOf('weights-move', { family: { build: inner } })).toMatch(
      /^fail: .*: core \(9 weights\)/,
    );
    expect(await statusOf('weights-move', { family: { build: inner, frozen: ['base'] } })).toMatch(/^pass/);
  });

  test('names what gets no gradient, even where weight decay moves it', async () => {
    const dead = middleLayer({
      activation: 'relu',
      kernelInitializer: 'zeros',
      biasInitializer: backend.tf.initializers.constant({ value: -1 }),
    });
    const given = { family: { build: dead }, config: { weightDecay: 0.1 } };
    expect(await statusOf('weights-move', given)).toBe(
      'fail: gets no gradient: hidden/kernel, hidden/bias, middle/kernel, middle/bias, output/kernel',
    );
  });

  test('warns of steps that are lost in rounding', async () => {
    const config = { optimizer: 'sgd', learningRate: 1e-30 };
    const biasInitializer = backend.tf.initializers.constant({ value: 1 });
    const build: Build = ({ tf, data }) =>
      tf.sequential({
        layers: [tf.layers.dense({ units: data.outputs, inputShape: [2], biasInitializer, name: 'only' })],
      });
    expect(await statusOf('weights-move', { family: { build }, config })).toBe(
      'warn: gets a gradient and does not move: only/kernel, only/bias',
    );
  });
});

describe('signal', () => {
  test('tells of each layer', async () => {
    const { status, exhibits } = await resultOf('signal', { family: { build: netWith({}) } });
    expect(status).toBe('pass');
    expect(exhibits).toHaveLength(3);
    for (const exhibit of exhibits)
      expect(exhibit).toMatchObject({ kind: 'bars', names: ['hidden', 'output'] });
  });

  test('counts dead units', async () => {
    const biased: Build = (input) => {
      const model = atOnce(netWith({})(input));
      const { tf } = input;
      const bias = Array.from({ length: 12 }, (_, unit) => (unit < 10 ? -100 : 100));
      model.getLayer('hidden').setWeights([tf.ones([2, 12]), tf.tensor1d(bias)]);
      return model;
    };
    const { status, numbers } = await resultOf('signal', { family: { build: biased } });
    expect(numbers.dead).toBeCloseTo(10 / 12, 6);
    expect(status).toBe('warn');
  });

  test('fails where a whole layer is dead', async () => {
    const biasInitializer = backend.tf.initializers.constant({ value: -100 });
    const build = netWith({
      middle: (tf) => [tf.layers.dense({ units: 9, activation: 'relu', biasInitializer, name: 'dead' })],
    });
    expect(await statusOf('signal', { family: { build } })).toMatch(
      /^fail: 100 % of the 9 units of dead give 0/,
    );
  });

  test('warns of activations that grow and of gradients that vanish', async () => {
    const { initializers } = backend.tf;
    const large = middleLayer({ kernelInitializer: initializers.randomNormal({ stddev: 300 }) });
    expect(await statusOf('signal', { family: { build: large } })).toMatch(/^warn: activations grow/);
    const deep = netWith({
      middle: (tf) => Array.from({ length: 8 }, () => tf.layers.dense({ units: 8, activation: 'sigmoid' })),
    });
    expect(await statusOf('signal', { family: { build: deep } })).toMatch(
      /^warn: gradients vanish: those of hidden/,
    );
  });
});

describe('same-seed', () => {
  test('passes with dropout', async () => {
    const build = netWith({ middle: (tf) => [tf.layers.dropout({ rate: 0.5 })] });
    expect(await statusOf('same-seed', { family: { build } })).toMatch(/^pass: 3 steps lose .* both times$/);
  });

  test('passes where all weights start at constants', async () => {
    const build: Build = ({ tf, data }) =>
      tf.sequential({
        layers: [tf.layers.dense({ units: data.outputs, inputShape: [2], kernelInitializer: 'zeros' })],
      });
    expect(await statusOf('same-seed', { family: { build } })).toMatch(/^pass/);
  });

  test('finds a start that has a generator of its own', async () => {
    let drawn = 0;
    const build: Build = (input) => {
      drawn += 1;
      const { tf } = input;
      const kernelInitializer = tf.initializers.constant({ value: drawn / 100 });
      return netWith({ output: { kernelInitializer } })(input);
    };
    expect(await statusOf('same-seed', { family: { build } })).toMatch(/^fail: .* starts from other weights/);
  });

  test('finds a step that has one', async () => {
    const { random } = Math;
    const build = netWith({
      middle: (tf) => [layerOf(tf, (input, training) => (training ? tf.mul(input, 1 + random()) : input))],
    });
    expect(await statusOf('same-seed', { family: { build } })).toMatch(
      /^fail: with the same seed step 1 loses/,
    );
  });

  test('warns of a seed of the module’s own', async () => {
    const kernelInitializer = backend.tf.initializers.glorotUniform({ seed: 7 });
    const build: Build = ({ tf, data }) =>
      tf.sequential({
        layers: [tf.layers.dense({ units: data.outputs, inputShape: [2], kernelInitializer })],
      });
    expect(await statusOf('same-seed', { family: { build } })).toMatch(
      /^warn: .*same weights whatever the seed/,
    );
  });
});
