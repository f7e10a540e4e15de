import { describe, expect, test } from 'vitest';
import type { Dataset, Task } from '../../src/data/dataset.ts';
import { validate } from '../../src/training/loop/epoch.ts';
import type { BuildInput } from '../../src/training/models/model-family.ts';
import { outputBias } from '../../src/training/output-bias.ts';
import { predict } from '../../src/training/predict.ts';
import { modelDataOf, prepareModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel, Tf } from '../../src/training/tensorflow.ts';
import { onEachBackend } from './each-backend.ts';
import { brightHalves, classesOf, datasetOf, linearTarget, separableBlobs } from './example-data.ts';
import { learnerOf } from './example-learner.ts';
import { atOnce, familyOf } from './example-trial.ts';

/** Six examples of class 0, three of class 1, one of class 2. */
function unbalanced(): Dataset {
  const y = [0, 0, 0, 1, 0, 1, 0, 2, 1, 0];
  return datasetOf(classesOf(3), [2], { train: { y, x: y.map((_, row) => [row, -row]) } });
}

function prepare(tf: Tf, dataset: Dataset, build: (input: BuildInput) => LayersModel): LayersModel {
  return atOnce(prepareModel(tf, familyOf(build), {}, dataset));
}

/** Says the same of every example: its bias. */
function constant({ tf, data }: BuildInput): LayersModel {
  const { outputs, inputShape } = data;
  return tf.sequential({
    layers: [tf.layers.dense({ units: outputs, inputShape: [...inputShape], kernelInitializer: 'zeros' })],
  });
}

function biasOf(model: LayersModel): number[] {
  return [...(model.getWeights().at(-1)?.dataSync() ?? [])];
}

describe('modelDataOf', () => {
  test('gives an output to each class, and one to a value', () => {
    const image = { inputShape: [6, 6, 1], outputs: 2, task: 'classification' };
    expect(modelDataOf(brightHalves(2))).toEqual(image);
    expect(modelDataOf(linearTarget())).toEqual({ inputShape: [2], outputs: 1, task: 'regression' });
  });
});

describe('outputBias', () => {
  test('is ln of each class’s share, and finite for a class that the training split lacks', () => {
    expect([...outputBias(unbalanced())]).toEqual(
      [0.6, 0.3, 0.1].map((share) => Math.fround(Math.log(share))),
    );
    const lacking = datasetOf(classesOf(3), [1], { train: { x: [[0], [0]], y: [0, 2] } });
    expect(outputBias(lacking)[1]).toBeCloseTo(Math.log(0.25), 6);
  });

  test('is the mean of the scaled targets', () => {
    const task = { kind: 'regression', target: 'y', mean: 7, std: 2 } as const;
    expect([...outputBias(datasetOf(task, [1], { train: { x: [[0], [0], [0]], y: [-1, 0.5, 2] } }))]).toEqual(
      [0.5],
    );
  });
});

await onEachBackend((backend) => {
  const { tf } = backend;
  describe('an untrained model', () => {
    test('that looks at nothing has the entropy of the classes for its loss', () =>
      releasing(tf, async () => {
        const dataset = unbalanced();
        const learner = learnerOf(backend, prepare(tf, dataset, constant), dataset, { optimizer: 'adam' });
        const entropy = -[0.6, 0.3, 0.1].reduce((sum, share) => sum + share * Math.log(share), 0);
        expect(validate(tf, learner, dataset).valLoss).toBeCloseTo(entropy, 6);
      }));

    test('that looks at nothing has the targets’ variance for its loss, and r² 0', () =>
      releasing(tf, async () => {
        const y = [-1, 0.5, 2];
        const task = { kind: 'regression', target: 'y', mean: 7, std: 2 } as const;
        const dataset = datasetOf(task, [1], { train: { x: [[1], [2], [3]], y } });
        const learner = learnerOf(backend, prepare(tf, dataset, constant), dataset, { optimizer: 'adam' });
        const metrics = validate(tf, learner, dataset);
        expect(metrics.valLoss).toBeCloseTo(4 * 1.5, 5);
        expect(metrics.valR2).toBeCloseTo(0, 6);
      }));

    test('keeps the bias that its builder chose', () =>
      releasing(tf, async () => {
        const ones = ({ tf, data }: BuildInput) =>
          tf.sequential({
            layers: [tf.layers.dense({ units: data.outputs, inputShape: [2], biasInitializer: 'ones' })],
          });
        expect(biasOf(prepare(tf, unbalanced(), ones))).toEqual([1, 1, 1]);
      }));

    test('has no more tensors than when it was built', () =>
      releasing(tf, async () => {
        let built = 0;
        prepare(tf, unbalanced(), (input) => {
          const model = constant(input);
          built = tf.memory().numTensors;
          return model;
        });
        expect(tf.memory().numTensors).toBe(built);
      }));

    test('may do without a bias', () =>
      releasing(tf, async () => {
        const bare = ({ tf, data }: BuildInput) =>
          tf.sequential({
            layers: [tf.layers.dense({ units: data.outputs, inputShape: [2], useBias: false })],
          });
        expect(prepare(tf, unbalanced(), bare).getWeights()).toHaveLength(1);
      }));
  });

  /** The ways to end in a softmax, each after a dense layer. */
  const endings: Record<string, (tf: Tf, units: number) => LayersModel['layers']> = {
    'the last layer’s activation': (tf, units) => [tf.layers.dense({ units, activation: 'softmax' })],
    'an activation layer': (tf, units) => [
      tf.layers.dense({ units }),
      tf.layers.activation({ activation: 'softmax' }),
    ],
    'a softmax layer': (tf, units) => [tf.layers.dense({ units }), tf.layers.softmax()],
    'the end of a model within the model': (tf, units) => [
      tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4], activation: 'softmax' })] }),
    ],
  };

  describe.each(Object.entries(endings))('a softmax that is %s', (_, ending) => {
    const build = ({ tf, data }: BuildInput) => {
      const input = tf.input({ shape: [...data.inputShape] });
      const hidden = tf.layers.dense({ units: 4, activation: 'tanh' }).apply(input);
      const output = ending(tf, data.outputs).reduce((tensor, layer) => layer.apply(tensor) as never, hidden);
      return tf.model({ inputs: input, outputs: output as never });
    };

    test('is taken off, and the predictions stay what they were', () =>
      releasing(tf, async () => {
        const dataset = unbalanced();
        const model = prepare(tf, dataset, build);
        const untouched = build({ tf, config: {}, data: modelDataOf(dataset) });
        untouched.setWeights(model.getWeights());
        const { x, rows } = dataset.splits.train;
        const probabilities = (
          untouched.predict(tf.tensor2d([...x], [rows, 2])) as ReturnType<Tf['tensor']>
        ).dataSync();
        const predictions = predict(tf, model, dataset, dataset.splits.train);
        for (const [index, expected] of probabilities.entries()) {
          expect(predictions[index]).toBeCloseTo(expected, 5);
        }
      }));

    test('leaves the bias before it at the classes’ log-odds', () =>
      releasing(tf, async () => {
        const dataset = unbalanced();
        expect(biasOf(prepare(tf, dataset, build))).toEqual([...outputBias(dataset)]);
      }));
  });

  test('a final sigmoid of labels is taken off, and not that of classes', () =>
    releasing(tf, async () => {
      const build = ({ data }: BuildInput) =>
        tf.sequential({
          layers: [tf.layers.dense({ units: data.outputs, inputShape: [2], activation: 'sigmoid' })],
        });
      const rows = {
        train: {
          x: [
            [0, 1],
            [1, 0],
          ],
          y: [1, 0, 0, 1],
        },
      };
      const endOf = (task: Task) => {
        const last = prepare(tf, datasetOf(task, [2], rows), build).layers.at(-1);
        return (last as unknown as { activation: { getClassName(): string } }).activation.getClassName();
      };
      expect(endOf({ kind: 'multilabel', labels: ['sour', 'sweet'] })).toBe('linear');
      expect(endOf(classesOf(2))).toBe('sigmoid');
    }));

  describe('what build returns', () => {
    const dense = (tf: Tf, units: number, inputShape: number[]) => tf.layers.dense({ units, inputShape });
    const faults: [string, (input: BuildInput) => LayersModel, string | RegExp][] = [
      [
        'of too few outputs',
        ({ tf }) => tf.sequential({ layers: [dense(tf, 2, [2])] }),
        'the model must return [null,3], and returns [null,2]',
      ],
      [
        'that is not flat',
        ({ tf }) =>
          tf.sequential({ layers: [dense(tf, 2, [2]), tf.layers.reshape({ targetShape: [1, 2] })] }),
        'the model must return [null,3], and returns [null,1,2]',
      ],
      [
        'for other inputs',
        ({ tf }) => tf.sequential({ layers: [dense(tf, 3, [5])] }),
        'the model must take [null,2], and takes [null,5]',
      ],
      [
        'with two inputs',
        ({ tf }) => {
          const inputs = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
          const sum = tf.layers.add().apply(inputs);
          return tf.model({ inputs, outputs: tf.layers.dense({ units: 3 }).apply(sum) as never });
        },
        /^the model must have one of its inputs, as the data have, and has input\d+, input\d+$/,
      ],
      ['nothing', () => undefined as never, 'build must return a model of the given tf'],
    ];

    test.each(faults)('is refused: a model %s', (_, build, message) =>
      releasing(tf, async () => {
        expect(() => prepare(tf, unbalanced(), build)).toThrow(message);
      }),
    );

    test('may come later, from an asynchronous build', () =>
      releasing(tf, async () => {
        const dataset = unbalanced();
        const later = await prepareModel(
          tf,
          familyOf(async (input) => constant(input)),
          {},
          dataset,
        );
        const built = prepare(tf, dataset, constant);
        const predicted = [later, built].map((model) => predict(tf, model, dataset, dataset.splits.train));
        expect(predicted[0]).toEqual(predicted[1]);
        const nothing = prepareModel(
          tf,
          familyOf(async () => undefined as never),
          {},
          dataset,
        );
        await expect(nothing).rejects.toThrow('build must return a model of the given tf');
        const failing = prepareModel(
          tf,
          familyOf(() => Promise.reject(new Error('no luck'))),
          {},
          dataset,
        );
        await expect(failing).rejects.toThrow('no luck');
      }));

    test('may leave lengths of its input open', () =>
      releasing(tf, async () => {
        const open = ({ tf, data }: BuildInput) =>
          tf.sequential({
            layers: [
              tf.layers.globalAveragePooling2d({ inputShape: [null, null, 1], dataFormat: 'channelsLast' }),
              tf.layers.dense({ units: data.outputs }),
            ],
          });
        const dataset = brightHalves(3);
        const model = prepare(tf, dataset, open);
        expect(predict(tf, model, dataset, dataset.splits.train)).toHaveLength(6);
      }));
  });

  test('only the training split decides where the bias starts', () =>
    releasing(tf, async () => {
      const { splits, ...rest } = separableBlobs();
      const other = { ...rest, splits: { ...splits, validation: unbalanced().splits.train } };
      expect(biasOf(prepare(tf, other, constant))).toEqual([...outputBias({ ...rest, splits })]);
    }));
});
