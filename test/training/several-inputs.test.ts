import { describe, expect, test } from 'vitest';
import type { Dataset, Task } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { inputPartsOf } from '../../src/study/inputs/input-parts.ts';
import { stockCopy } from '../../src/training/export/stock-copy.ts';
import type { BuildInput } from '../../src/training/models/model-family.ts';
import { outputBias } from '../../src/training/output-bias.ts';
import { outputsOf } from '../../src/training/predict.ts';
import { modelDataOf, prepareModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel, Tensor } from '../../src/training/tensorflow.ts';
import { onEachBackend } from './each-backend.ts';
import { datasetOf } from './example-data.ts';
import { atOnce, completed, familyOf, fingerprint, run } from './example-trial.ts';

const task: Task = {
  kind: 'joint',
  parts: [
    { name: 'kind', weight: 0.5, task: { kind: 'classification', classes: ['a', 'b', 'c'] } },
    { name: 'size', weight: 0.5, task: { kind: 'regression', target: 'size', mean: 5, std: 2 } },
  ],
};

/** A picture of 2 × 3 pixels, and a number. */
function pictures(rows = 40): Dataset {
  const random = randomFor('pictures');
  const x = Array.from({ length: rows }, () => Array.from({ length: 7 }, () => random.next()));
  const y = x
    .flatMap((row) => [row[0] as number, row[6] as number])
    .map((value, at) => (at % 2 === 0 ? Math.floor(3 * value) : value));
  const dataset = datasetOf(task, [7], { train: { x, y } });
  const train = { ...dataset.splits.train, rows };
  return {
    ...dataset,
    preprocessing: {
      kind: 'arrays',
      parts: [
        { name: 'picture', shape: [2, 3, 1], scales: [{ shift: 0, scale: 1 }] },
        { name: 'weight', shape: [], scales: [{ shift: 0, scale: 1 }] },
      ],
    },
    splits: { train, validation: train, test: train },
  };
}

/** Its outputs are named in another order than the targets. */
function twoHeaded({ tf, data }: BuildInput): LayersModel {
  const [picture, weight] = (data.inputs ?? []).map(({ name, shape }) =>
    tf.input({ name, shape: [...shape] }),
  );
  const seen = tf.layers
    .flatten()
    .apply(tf.layers.conv2d({ filters: 2, kernelSize: 2, activation: 'relu' }).apply(picture as never));
  const joined = tf.layers.concatenate().apply([seen as never, weight as never]);
  const size = tf.layers.dense({ name: 'size', units: 1 }).apply(joined);
  const kind = tf.layers.dense({ name: 'kind', units: 3, activation: 'softmax' }).apply(joined);
  return tf.model({ inputs: [weight as never, picture as never], outputs: [size, kind] as never });
}

test('parts lie one after another in a row', () => {
  expect(inputPartsOf(pictures())).toEqual([
    { name: 'picture', shape: [2, 3, 1], offset: 0, size: 6 },
    { name: 'weight', shape: [1], offset: 6, size: 1 },
  ]);
  expect(inputPartsOf({ preprocessing: { kind: 'image', divisor: 1 }, inputShape: [2, 2, 1] })).toEqual([
    { name: 'inputs', shape: [2, 2, 1], offset: 0, size: 4 },
  ]);
});

test('a module is told its inputs and targets, where there are several', () => {
  expect(modelDataOf(pictures())).toMatchObject({
    inputShape: [7],
    outputs: 4,
    inputs: [
      { name: 'picture', shape: [2, 3, 1] },
      { name: 'weight', shape: [1] },
    ],
    targets: [
      { name: 'kind', outputs: 3, task: 'classification' },
      { name: 'size', outputs: 1, task: 'regression' },
    ],
  });
});

await onEachBackend((backend) => {
  const { tf } = backend;
  describe('a model of several inputs and outputs', () => {
    test('takes its parts of a row, and returns its outputs in the order of the targets', () =>
      releasing(tf, async () => {
        const dataset = pictures();
        const built: LayersModel[] = [];
        const family = familyOf((input) => {
          built.push(twoHeaded(input));
          return built[0] as LayersModel;
        });
        const model = atOnce(prepareModel(tf, family, {}, dataset));
        const inner = built[0] as LayersModel;
        const outputs = outputsOf(tf, model, dataset, dataset.splits.train);
        const { x, rows } = dataset.splits.train;
        const all = tf.tensor2d(x.slice(), [rows, 7]);
        const picture = tf.reshape(tf.slice(all, [0, 0], [-1, 6]), [rows, 2, 3, 1]);
        const [size, kind] = inner.apply([tf.slice(all, [0, 6], [-1, 1]), picture]) as Tensor[];
        const expected = tf.concat([kind as Tensor, size as Tensor], 1).dataSync();
        expect([...outputs]).toEqual([...expected]);
        // Logits, in spite of the softmax: their sums differ from 1.
        expect(
          Math.abs((outputs[0] as number) + (outputs[1] as number) + (outputs[2] as number) - 1),
        ).toBeGreaterThan(1e-3);
        const bias = outputBias(dataset);
        expect([...(inner.getLayer('kind').getWeights()[1]?.dataSync() ?? [])]).toEqual([
          ...bias.subarray(0, 3),
        ]);
        expect([...(inner.getLayer('size').getWeights()[1]?.dataSync() ?? [])]).toEqual([
          ...bias.subarray(3),
        ]);
      }));

    test('trains, twice the same, and is exported as stock layers', async () => {
      const given = {
        dataset: pictures(),
        family: familyOf(twoHeaded),
        config: { learningRate: 0.05, batchSize: 8 },
      };
      const [one, two] = [await run(backend, given), await run(backend, given)];
      expect(fingerprint(one)).toBe(fingerprint(two));
      const losses = one.history.map(({ metrics }) => metrics.valLoss as number);
      expect(losses.at(-1)).toBeLessThan(losses[0] as number);
      expect(completed(one).outcome.metrics).toHaveProperty('valAccuracy.kind');
      await releasing(tf, async () => {
        const model = atOnce(prepareModel(tf, given.family, {}, given.dataset));
        const copy = stockCopy(tf, model, 'copy_');
        const rows = given.dataset.splits.train;
        const [own, copied] = [model, copy].map((each) => outputsOf(tf, each, given.dataset, rows));
        const differences = Array.from(copied ?? [], (value, at) => Math.abs(value - (own?.[at] as number)));
        expect(Math.max(...differences)).toBeLessThan(1e-5);
        expect(copy.layers.every((layer) => !('layers' in layer))).toBe(true);
      });
    });

    const faults: [string, (input: BuildInput) => LayersModel, string][] = [
      [
        'inputs of other names',
        ({ tf }) => {
          const inputs = [
            tf.input({ shape: [2, 3, 1], name: 'image' }),
            tf.input({ shape: [1], name: 'weight' }),
          ];
          const flat = tf.layers.flatten().apply(inputs[0] as never);
          const all = tf.layers.concatenate().apply([flat as never, inputs[1] as never]);
          return tf.model({ inputs, outputs: tf.layers.dense({ units: 4 }).apply(all) as never });
        },
        'the model must have one of its inputs, or those that are named picture, weight (the name of tf.input), and has image, weight',
      ],
      [
        'outputs of other widths',
        ({ tf }) => {
          const input = tf.input({ shape: [7] });
          const outputs = ['kind', 'size'].map((name) => tf.layers.dense({ units: 2, name }).apply(input));
          return tf.model({ inputs: input, outputs: outputs as never });
        },
        'the model must return kind as [null,3], and returns [null,2]',
      ],
    ];
    test.each(faults)('is refused for %s', (_, build, message) =>
      releasing(tf, async () => {
        expect(() => prepareModel(tf, familyOf(build), {}, pictures())).toThrow(message);
      }),
    );
  });
});
