import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../../src/study/search-space.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { conv1d } from '../../../src/training/models/conv1d.ts';
import type { ModelData, ModelFamily } from '../../../src/training/models/model-family.ts';
import { rnn } from '../../../src/training/models/rnn.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { completeConfiguration } from '../../../src/training/training-parameters.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf, datasetOf } from '../example-data.ts';
import { atOnce, run } from '../example-trial.ts';

const sequence: ModelData = { inputShape: [11, 2], outputs: 3, task: 'classification' };

const texts: ModelData = {
  ...sequence,
  inputShape: [8],
  columns: [
    { kind: 'numbers', width: 2 },
    { kind: 'tokens', width: 6, size: 9 },
  ],
};

function build(tf: Tf, family: ModelFamily, config: Configuration, data = sequence): LayersModel {
  return atOnce(family.build({ tf, data, config: completeConfiguration(family.parameters, config) }));
}

/** Sequences of 12 numbers whose class is whether the 1 comes before the −1. */
function orders(rows: number) {
  const pairs = Array.from({ length: 12 }, (_, first) =>
    Array.from({ length: 12 }, (_, second) => [first, second] as const),
  ).flat();
  const chosen = pairs.filter(([first, second]) => first !== second).slice(0, rows);
  const x = chosen.map(([first, second]) =>
    Array.from({ length: 12 }, (_, step) => (step === first ? 1 : step === second ? -1 : 0)),
  );
  const part = { x, y: chosen.map(([first, second]) => Number(first < second)) };
  return datasetOf(classesOf(2), [12, 1], { train: part, validation: part });
}

await onEachBackend((backend) => {
  const { tf } = backend;

  describe('rnn', () => {
    test.each<[Configuration, ModelData, number]>([
      // Four gates of (inputs + units + 1) × units, three of a GRU.
      [{ units: 5 }, sequence, 4 * (2 + 5 + 1) * 5 + 6 * 3],
      [{ units: 5, cell: 'gru', pooling: 'average' }, sequence, 3 * (2 + 5 + 1) * 5 + 6 * 3],
      [
        { units: 5, layers: 2, direction: 'both', dropout: 0.5 },
        sequence,
        2 * 4 * (2 + 5 + 1) * 5 + 2 * 4 * (10 + 5 + 1) * 5 + 11 * 3,
      ],
      // A text of six tokens among nine, and two numbers beside it.
      [
        { units: 5, embedding: 3, direction: 'backward' },
        texts,
        9 * 3 + 4 * (3 + 5 + 1) * 5 + (5 + 2 + 1) * 3,
      ],
      // The steps of an image are its rows of pixels.
      [{ units: 5 }, { ...sequence, inputShape: [7, 9, 2] }, 4 * (18 + 5 + 1) * 5 + 6 * 3],
    ])('of %o has as many parameters as its formula', (config, data, parameters) =>
      releasing(tf, async () => {
        expect(build(tf, rnn, config, data).countParams()).toBe(parameters);
      }),
    );
  });

  describe('conv1d', () => {
    test.each<[Configuration, number, ModelData?]>([
      [{ blocks: 1, filters: 4, kernelSize: 3 }, (3 * 2 + 1) * 4 + 5 * 3],
      // 11 steps are halved to 5 and 2.
      [
        { filters: 4, globalPooling: 'none', units: 6 },
        (3 * 2 + 1) * 4 + (3 * 4 + 1) * 4 + (2 * 4 + 1) * 6 + 7 * 3,
      ],
      // Pooling ends where fewer steps are left than it takes.
      [{ blocks: 5, filters: 4, dilation: 2 }, (3 * 2 + 1) * 4 + 4 * (3 * 4 + 1) * 4 + 5 * 3],
      [{ blocks: 1, filters: 4, embedding: 3 }, 9 * 3 + (3 * 3 + 1) * 4 + (4 + 2 + 1) * 3, texts],
      [{ filters: 4, residual: true }, (3 * 2 + 1) * 4 + 2 * 4 + (3 * 4 + 1) * 4 + 5 * 3],
    ])('of %o has as many parameters as its formula', (config, parameters, data) =>
      releasing(tf, async () => {
        expect(build(tf, conv1d, config, data).countParams()).toBe(parameters);
      }),
    );

    test('with a dilation convolves steps that far apart, of a length that it does not divide too', () =>
      releasing(tf, async () => {
        const single = { inputShape: [11, 1], outputs: 1, task: 'regression' } as const;
        const config = { blocks: 2, filters: 1, kernelSize: 3, dilation: 4, poolSize: 1 };
        const model = build(tf, conv1d, config, single);
        const layer = (name: string) => model.getLayer(name);
        layer('conv1').setWeights([tf.tensor3d([0, 1, 0], [3, 1, 1]), tf.zeros([1])]);
        layer('conv2').setWeights([tf.tensor4d([100, 10, 1], [3, 1, 1, 1]), tf.zeros([1])]);
        const x = Array.from({ length: 11 }, (_, step) => step + 1);
        const before = layer('globalPool').input as unknown as never;
        const inner = tf.model({ inputs: model.inputs, outputs: before });
        const y = inner.predict(tf.tensor3d(x, [1, 11, 1])) as Tensor;
        const at = (step: number) => x[step] ?? 0;
        expect([...y.dataSync()]).toEqual(x.map((_, t) => 100 * at(t - 4) + 10 * at(t) + at(t + 4)));
      }));
  });

  test.each([
    ['rnn', rnn],
    ['conv1d', conv1d],
  ] as const)('%s refuses inputs of one axis', (name, family) =>
    releasing(tf, async () => {
      const constraint = `${name} needs sequences of [length, features] or token ids, and the inputs are [9]`;
      expect(() => build(tf, family, {}, { ...sequence, inputShape: [9] })).toThrow(constraint);
    }),
  );
});

// Not on cpu, where a recurrent step takes fifty times as long.
test.each<[string, ModelFamily, Configuration]>([
  ['rnn', rnn, { units: 8, learningRate: 0.03 }],
  ['rnn with gru', rnn, { cell: 'gru', units: 8, learningRate: 0.03, pooling: 'max' }],
  ['conv1d', conv1d, { filters: 8, learningRate: 0.03, dilation: 2, blocks: 3, poolSize: 1 }],
])('%s learns which of two steps comes first', async (_, family, config) => {
  const { outcome } = await run(await loadBackend('wasm'), {
    family,
    dataset: orders(132),
    config: { batchSize: 12, ...config },
    training: { maxEpochs: 30 },
  });
  expect(outcome.state === 'complete' && outcome.metrics.valAccuracy).toBeGreaterThan(0.95);
});
