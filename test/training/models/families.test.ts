import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/study/distribution.ts';
import { modelFamilies } from '../../../src/training/models/catalogue.ts';
import type { ModelData, ModelFamily } from '../../../src/training/models/model-family.ts';
import { modelDataOf } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { completeConfiguration } from '../../../src/training/training-parameters.ts';
import { describeModelFamily } from '../../contracts/model-family.ts';
import { onEachBackend } from '../each-backend.ts';
import { brightHalves, linearTarget, separableBlobs } from '../example-data.ts';
import { atOnce, run } from '../example-trial.ts';

type Config = Readonly<Record<string, Value>>;

/** For every parameter of every family a value that is not the default: a new constraint without one fails below. */
const otherValues: Record<string, Record<string, Value>> = {
  linear: {},
  mlp: {
    ...{ layers: 3, units: 5 },
    ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`units${index + 1}`, 6])),
    ...{ dropout: 0.25, activation: 'tanh', residual: true, normalization: 'batch', l1: 0.1, l2: 0.1 },
  },
  cnn: {
    ...{ blocks: 1, filters: 3, kernelSize: 5, units: 7, dropout: 0.25, spatialDropout: 0.1 },
    ...{ globalPooling: 'average', normalization: 'layer', l1: 0.1, l2: 0.1 },
  },
  rnn: {
    ...{ cell: 'gru', layers: 2, units: 5, direction: 'both', pooling: 'max', embedding: 3 },
    ...{ dropout: 0.25, recurrentDropout: 0.1, l1: 0.1, l2: 0.1 },
  },
  conv1d: {
    ...{ blocks: 3, filters: 3, kernelSize: 5, dilation: 2, poolSize: 1, residual: true },
    ...{
      globalPooling: 'max',
      units: 7,
      embedding: 3,
      dropout: 0.25,
      normalization: 'batch',
      l1: 0.1,
      l2: 0.1,
    },
  },
  text: {
    ...{ embedding: 4, encoder: 'both', filters: 3, kernelSize: 3, kernelSizes: 2 },
    ...{
      layers: 2,
      units: 5,
      dropout: 0.25,
      embeddingDropout: 0.1,
      normalization: 'batch',
      l1: 0.1,
      l2: 0.1,
    },
  },
  tabular: {
    ...{ layers: 2, units: 5, members: 3, dropout: 0, activation: 'relu', parametricActivation: false },
    ...{ clip: 2, frequencies: 0, frequencySpread: 1, numberEmbedding: 2 },
    ...{ oneHotLimit: 2, categoryEmbedding: 4, biasSpread: 0, parametrization: 'standard' },
    ...{ scaleRate: 2, biasRate: 1, activationRate: 1, embeddingRate: 1, firstLayerRate: 0.5 },
    ...{ learningRate: 0.1, batchSize: 16, schedule: 'constant', weightDecay: 0 },
    ...{ weightDecaySchedule: 'constant', dropoutSchedule: 'constant', beta2: 0.9 },
  },
};

const flat: ModelData = { inputShape: [9], outputs: 3, task: 'classification' };
/** Two numbers, a flag, three categories, and words in nine buckets. */
const table: ModelData = {
  ...flat,
  inputShape: [15],
  columns: [
    { kind: 'numbers', width: 2 },
    { kind: 'flags', width: 1 },
    { kind: 'categories', width: 3 },
    { kind: 'words', width: 9 },
  ],
};
/** A text of at most six tokens among nine beside two numbers. */
const texts: ModelData = {
  ...flat,
  inputShape: [8],
  columns: [
    { kind: 'tokens', width: 6, size: 9 },
    { kind: 'numbers', width: 2 },
  ],
};
const image: ModelData = { inputShape: [7, 9, 2], outputs: 4, task: 'classification' };

function build(tf: Tf, family: ModelFamily, config: Config, data: ModelData): LayersModel {
  return atOnce(family.build({ tf, data, config: completeConfiguration(family.parameters, config) }));
}

/** By hand: each dense layer is (inputs + 1) × outputs. */
function denseParameters(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size, index) => sum + ((sizes[index] as number) + 1) * size, 0);
}

await onEachBackend((backend) => {
  const { tf } = backend;
  const { linear, mlp, cnn } = modelFamilies as Record<'linear' | 'mlp' | 'cnn', ModelFamily>;

  describe('linear', () => {
    test.each([
      [flat, denseParameters([9, 3])],
      [image, denseParameters([7 * 9 * 2, 4])],
      [modelDataOf(linearTarget()), denseParameters([2, 1])],
    ])('is one layer, whatever the inputs’ shape', (data, parameters) =>
      releasing(tf, async () => {
        const model = build(tf, linear, {}, data);
        expect(model.countParams()).toBe(parameters);
        expect(model.outputs[0]?.shape).toEqual([null, data.outputs]);
      }),
    );
  });

  describe('mlp', () => {
    test.each<[Config, ModelData, number]>([
      [{}, flat, denseParameters([9, 64, 64, 3])],
      [{ layers: 1, units: 5 }, flat, denseParameters([9, 5, 3])],
      [{ layers: 4, units: 6, dropout: 0.5 }, image, denseParameters([126, 6, 6, 6, 6, 4])],
      [{ layers: 3, units: 5, units1: 7, units3: 2 }, flat, denseParameters([9, 7, 5, 2, 3])],
      [{ layers: 3, units: 5, residual: true }, flat, denseParameters([9, 5, 5, 5, 3])],
      // The shortcut to a third layer of another width has no bias.
      [{ layers: 3, units: 5, units3: 2, residual: true }, flat, denseParameters([9, 5, 5, 2, 3]) + 5 * 2],
      // Four vectors of a batch normalization in place of the biases; two of a layer normalization beside them.
      [{ units: 5, normalization: 'batch' }, flat, denseParameters([9, 5, 5, 3]) + 2 * (4 - 1) * 5],
      [{ units: 5, normalization: 'layer' }, flat, denseParameters([9, 5, 5, 3]) + 2 * 2 * 5],
    ])('of %o has as many parameters as its formula', (config, data, parameters) =>
      releasing(tf, async () => {
        expect(build(tf, mlp, config, data).countParams()).toBe(parameters);
      }),
    );

    test.each([
      ['relu', 2 / 200],
      ['elu', 2 / 200],
      ['selu', 1 / 200],
      ['tanh', 2 / (200 + 300)],
    ])('with %s starts with kernels of the variance that keeps the signal’s', (activation, variance) =>
      releasing(tf, async () => {
        const data = { ...flat, inputShape: [200] };
        const [kernel] = build(tf, mlp, { layers: 1, units: 300, activation }, data).getWeights();
        const values = [...(kernel?.dataSync() ?? [])];
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        // 60,000 draws: the estimate's own deviation is below 1 %; the tails that are cut off cost up to 25 %.
        expect(spread / variance).toBeGreaterThan(0.7);
        expect(spread / variance).toBeLessThan(1.05);
      }),
    );
  });

  describe('cnn', () => {
    test.each<[Config, number]>([
      // 7 × 9 halves to 3 × 4, then 1 × 2.
      [
        { blocks: 1, filters: 3, kernelSize: 5, units: 8 },
        (25 * 2 + 1) * 3 + denseParameters([3 * 4 * 3, 8, 4]),
      ],
      [
        { blocks: 2, filters: 4, kernelSize: 3, units: 6, dropout: 0.5 },
        (9 * 2 + 1) * 4 + (9 * 4 + 1) * 8 + denseParameters([1 * 2 * 8, 6, 4]),
      ],
      [{}, (9 * 2 + 1) * 16 + (9 * 16 + 1) * 32 + denseParameters([1 * 2 * 32, 64, 4])],
      [{ blocks: 1, filters: 3, globalPooling: 'max' }, (9 * 2 + 1) * 3 + denseParameters([3, 4])],
      [
        { blocks: 1, filters: 3, units: 5, normalization: 'batch' },
        (9 * 2 + 4) * 3 + (3 * 4 * 3 + 4) * 5 + denseParameters([5, 4]),
      ],
    ])('of %o has as many parameters as its formula', (config, parameters) =>
      releasing(tf, async () => {
        expect(build(tf, cnn, config, image).countParams()).toBe(parameters);
      }),
    );

    test.each([mlp, cnn])('penalises its kernels and nothing else', (family) =>
      releasing(tf, async () => {
        const [l1, l2] = [0.3, 0.02];
        const model = build(tf, family, { l1, l2, units: 3, filters: 2, residual: true, units2: 4 }, image);
        const penalties = model.layers.flatMap((layer) => layer.calculateLosses() as Tensor[]);
        const penalty = penalties.reduce((sum, each) => sum + (each.dataSync()[0] as number), 0);
        const kernels = model.weights.filter(({ name }) => name.includes('kernel'));
        const values = kernels.flatMap((kernel) => [...kernel.read().dataSync()]);
        const expected = values.reduce((sum, value) => sum + l1 * Math.abs(value) + l2 * value ** 2, 0);
        expect(penalty / expected).toBeCloseTo(1, 5);
      }),
    );

    test('halves an image as often as it has pixels for, and no more', () =>
      releasing(tf, async () => {
        const eight = { ...image, inputShape: [8, 8, 1] };
        expect(() => build(tf, cnn, { blocks: 3 }, eight)).not.toThrow();
        expect(() => build(tf, cnn, { blocks: 4 }, eight)).toThrow(
          '4 blocks halve an image of 8 × 8 to nothing',
        );
        expect(() => build(tf, cnn, { blocks: 3 }, { ...image, inputShape: [7, 100, 1] })).toThrow('7 × 100');
      }));

    test('refuses what is not an image', () =>
      releasing(tf, async () => {
        const constraint = 'cnn needs images of [height, width, channels], and the inputs are [9]';
        expect(() => build(tf, cnn, {}, flat)).toThrow(constraint);
      }));

    test('learns which half of an image is bright', async () => {
      const trained = await run(backend, {
        family: cnn,
        dataset: brightHalves(12),
        config: { blocks: 1, filters: 2, units: 6, batchSize: 4, learningRate: 0.03 },
        training: { maxEpochs: 8 },
      });
      expect(trained.outcome).toMatchObject({ state: 'complete', metrics: { valAccuracy: 1 } });
    });
  });

  test('dropout follows each hidden layer of mlp, and stands before and after the dense layer of cnn', () =>
    releasing(tf, async () => {
      const classNames = (family: ModelFamily, config: Config) =>
        build(tf, family, config, image)
          .layers.map((layer) => layer.getClassName())
          .join(' ');
      const [hidden, convolution] = [
        { layers: 2, units: 3 },
        { blocks: 1, filters: 2, units: 3 },
      ];
      expect(classNames(mlp, hidden)).toBe('InputLayer Flatten Dense Dense Dense');
      expect(classNames(mlp, { ...hidden, dropout: 0.1 })).toBe(
        'InputLayer Flatten Dense Dropout Dense Dropout Dense',
      );
      expect(classNames(cnn, convolution)).toBe('Conv2D MaxPooling2D Flatten Dense Dense');
      expect(classNames(cnn, { ...convolution, dropout: 0.1 })).toBe(
        'Conv2D MaxPooling2D Flatten Dropout Dense Dropout Dense',
      );
      const pooled = { ...convolution, globalPooling: 'average', spatialDropout: 0.2, dropout: 0.1 };
      expect(classNames(cnn, pooled)).toBe(
        'Conv2D MaxPooling2D Dropout GlobalAveragePooling2D Dropout Dense',
      );
    }));

  for (const [name, family] of Object.entries(modelFamilies)) {
    const examples = { cnn: image, tabular: table, rnn: texts, conv1d: texts, text: texts };
    const data = (examples as Record<string, ModelData>)[name] ?? flat;
    const besides: Record<string, Config> = {
      mlp: { layers: 20 },
      conv1d: { globalPooling: 'none' },
      text: { encoder: 'convolutions' },
    };
    const beside = besides[name] ?? {};
    describeModelFamily(name, family, { data, otherValues: otherValues[name] ?? {}, beside }, backend);
  }

  test('mlp and linear learn to tell blobs apart', async () => {
    for (const family of [mlp, linear]) {
      const { outcome } = await run(backend, {
        family,
        dataset: separableBlobs(),
        config: { learningRate: 0.05, batchSize: 8, ...(family === mlp ? { units: 8 } : {}) },
        training: { maxEpochs: 15 },
      });
      expect(outcome).toMatchObject({ state: 'complete', metrics: { valAccuracy: 1, valF1: 1 } });
    }
  });
});
