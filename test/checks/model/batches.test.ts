import type { Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import { brightHalves, classesOf, datasetOf } from '../../training/example-data.ts';
import { layerOf, netWith, statusOf } from './given-context.ts';

const sound = netWith({ middle: (tf) => [tf.layers.dropout({ rate: 0.5 })] });
const normalised = netWith({ middle: (tf) => [tf.layers.batchNormalization()] });
const softmaxOverBatch = netWith({
  last: (tf) => [layerOf(tf, (input) => tf.transpose(tf.softmax(tf.transpose(input))))],
});
const transposed = netWith({
  middle: (tf) => [layerOf(tf, (input) => tf.reshape(tf.transpose(input), input.shape))],
});
const centredInTraining = netWith({
  middle: (tf) => [layerOf(tf, (input, training) => (training ? tf.sub(input, tf.mean(input, 0)) : input))],
});
const centredAlways = netWith({ middle: (tf) => [layerOf(tf, (input) => tf.sub(input, tf.mean(input, 0)))] });
const alwaysNoisy = netWith({ middle: (tf) => [layerOf(tf, (input) => tf.dropout(input, 0.5))] });

/** As a residual net that starts as the identity: nothing of the batch comes through at first. */
const hiddenByZeros: ModelFamily['build'] = ({ tf, data }) => {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 6, inputShape: [...data.inputShape] }));
  model.add(layerOf(tf, (input) => tf.softmax(tf.transpose(input) as Tensor2D).transpose()));
  model.add(tf.layers.dense({ units: data.outputs, kernelInitializer: 'zeros' }));
  return model;
};

describe('no-mixing', () => {
  test('passes, with dropout and with batch normalisation, of which it says so', async () => {
    expect(await statusOf('no-mixing', { family: { build: sound } })).toMatch(
      /^pass: 6 examples of a batch are kept apart$/,
    );
    expect(await statusOf('no-mixing', { family: { build: normalised } })).toMatch(
      /^pass: .*batch normalisation, as they should/,
    );
  });

  test.each([
    ['a softmax over the batch', softmaxOverBatch],
    ['a transposition', transposed],
    ['a mean over the batch', centredAlways],
    ['mixing behind weights that are zero', hiddenByZeros],
  ])('finds %s', async (_, build) => {
    expect(await statusOf('no-mixing', { family: { build } })).toMatch(/^fail: .*change with other examples/);
  });

  test('leaves outputs that a rounding keeps from a gradient to inputs-used', async () => {
    const rounded = { build: netWith({ middle: (tf) => [layerOf(tf, (input) => tf.round(input))] }) };
    expect(await statusOf('no-mixing', { family: rounded })).toMatch(
      /^skip: the inputs have a gradient of 0/,
    );
    const cut = { build: netWith({ middle: (tf) => [layerOf(tf, (input) => tf.mul(input, 0))] }) };
    expect(await statusOf('inputs-used', { family: cut })).toMatch(/^fail: the outputs depend on none/);
  });

  test('warns of mixing in training only', async () => {
    expect(await statusOf('no-mixing', { family: { build: centredInTraining } })).toMatch(
      /^warn: in training, and only there/,
    );
  });

  test('says of inputs that are looked up that they have no gradient', async () => {
    const build: ModelFamily['build'] = ({ tf, data }) =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 10, outputDim: 3, inputShape: [...data.inputShape] }),
          tf.layers.flatten(),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    const dataset = datasetOf(classesOf(2), [1], { train: { x: [[1], [4], [7]], y: [0, 1, 0] } });
    expect(await statusOf('no-mixing', { dataset, family: { build } })).toMatch(
      /^skip: the inputs are looked up/,
    );
  });

  test('passes for a convolution', async () => {
    const build: ModelFamily['build'] = ({ tf, data }) =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({
            filters: 2,
            kernelSize: 3,
            activation: 'relu',
            inputShape: [...data.inputShape],
          }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    const given = { dataset: brightHalves(12), family: { build } };
    for (const name of ['no-mixing', 'one-by-one', 'signal'])
      expect(await statusOf(name, given)).toMatch(/^pass/);
  });
});

describe('one-by-one', () => {
  test('passes, with dropout and with batch normalisation', async () => {
    for (const build of [sound, normalised, centredInTraining]) {
      expect(await statusOf('one-by-one', { family: { build } })).toMatch(/^pass/);
    }
  });

  test('names the layer of a dropout that is left on', async () => {
    expect(await statusOf('one-by-one', { family: { build: alwaysNoisy } })).toMatch(
      /^fail: .* the second time, first in the layer given_/,
    );
  });

  test('tells of what is other in a batch, apart from chance', async () => {
    expect(await statusOf('one-by-one', { family: { build: centredAlways } })).toMatch(
      /^fail: alone, a row is predicted .* batch of 8$/,
    );
  });

  test('finds a model that changes as it predicts', async () => {
    const build: ModelFamily['build'] = (input) => {
      const { tf } = input;
      const model = sound(input) as Sequential;
      const counting = layerOf(tf, (given) => {
        const bias = model.getLayer('hidden').weights[1]?.read() as Variable;
        bias.assign(tf.add(bias, 1e-6));
        return given;
      });
      model.add(counting);
      return model;
    };
    expect(await statusOf('one-by-one', { family: { build } })).toMatch(/^fail: predicting changes/);
  });
});
