import { beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../../src/data/dataset.ts';
import { toPredictions } from '../../../src/metrics/predictions.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Value } from '../../../src/study/distribution.ts';
import { valuesFrom } from '../../../src/study/outputs/exported-prediction.ts';
import { type Backend, loadBackend } from '../../../src/training/backend.ts';
import { combine } from '../../../src/training/combine.ts';
import { decodeLayersModel, encodeLayersModel } from '../../../src/training/export/artifacts.ts';
import { composeNetwork, memberWeightsOf } from '../../../src/training/export/network.ts';
import { knownClasses, unknownLayers } from '../../../src/training/export/topology.ts';
import { modelFamilies } from '../../../src/training/models/catalogue.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import { buildModel } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import { withSeededMathRandom } from '../../../src/training/seeded-math-random.ts';
import type { LayersModel, Tensor } from '../../../src/training/tensorflow.ts';
import { completeConfiguration } from '../../../src/training/training-parameters.ts';
import { atOnce } from '../example-trial.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await loadBackend('wasm');
});

const price: Task = { kind: 'regression', target: 'price', mean: 4000, std: 800 };
const classes = (count: number): Task => ({
  kind: 'classification',
  classes: Array.from({ length: count }, (_, index) => `c${index}`),
});

const endsInSoftmaxLayer: ModelFamily = {
  parameters: {},
  build({ tf, data }) {
    const input = tf.input({ shape: [...data.inputShape] });
    const flat = data.inputShape.length > 1 ? tf.layers.flatten().apply(input) : input;
    const hidden = tf.layers.dense({ units: 6, activation: 'tanh', name: 'hidden' }).apply(flat);
    const wide = tf.layers.concatenate().apply([hidden as never, flat as never]);
    const logits = tf.layers.dense({ units: data.outputs, name: 'output' }).apply(wide);
    return tf.model({ inputs: input, outputs: tf.layers.softmax().apply(logits) as never });
  },
};

const { mlp, cnn, linear, tabular } = modelFamilies as Record<
  'mlp' | 'cnn' | 'linear' | 'tabular',
  ModelFamily
>;
const settings = {
  ...{ layers: 2, units: 5, dropout: 0.2, activation: 'relu' },
  ...{ blocks: 1, filters: 2, kernelSize: 3 },
};

const preprocessing = { kind: 'image', divisor: 1 } as const;

interface Case {
  readonly title: string;
  readonly task: Task;
  readonly inputShape: readonly number[];
  readonly families: readonly ModelFamily[];
  readonly weights: readonly number[];
  readonly temperature: number | null;
  readonly config?: Readonly<Record<string, Value>>;
}

const cases: Case[] = [
  {
    title: 'one net of classes',
    task: classes(3),
    inputShape: [4],
    families: [mlp],
    weights: [1],
    temperature: null,
  },
  { title: 'one of values', task: price, inputShape: [4], families: [mlp], weights: [1], temperature: null },
  {
    title: 'one that ends in a softmax layer',
    task: classes(3),
    inputShape: [4],
    families: [endsInSoftmaxLayer],
    weights: [1],
    temperature: 2,
  },
  {
    title: 'one of images',
    task: classes(10),
    inputShape: [8, 8, 1],
    families: [cnn],
    weights: [1],
    temperature: null,
  },
  {
    title: 'images with normalised layers and dropped feature maps',
    task: classes(10),
    inputShape: [8, 8, 1],
    families: [cnn, mlp],
    weights: [0.4, 0.6],
    temperature: null,
    config: {
      ...{ normalization: 'batch', spatialDropout: 0.3, globalPooling: 'average' },
      ...{ residual: true, units2: 4, l2: 0.1 },
    },
  },
  {
    title: 'two classes, three members',
    task: classes(2),
    inputShape: [4],
    families: [mlp, linear, mlp],
    weights: [0.5, 0.3, 0.2],
    temperature: 1,
  },
  {
    title: 'a sharpened ensemble of images',
    task: classes(10),
    inputShape: [8, 8, 1],
    families: [cnn, mlp, endsInSoftmaxLayer],
    weights: [0.25, 0.5, 0.25],
    temperature: 0.6,
  },
  {
    title: 'a softened ensemble of five classes',
    task: classes(5),
    inputShape: [3],
    families: [mlp, mlp, linear, endsInSoftmaxLayer],
    weights: [0.4, 0.3, 0.2, 0.1],
    temperature: 1.7,
  },
  {
    title: 'an ensemble of transformed values',
    task: { kind: 'regression', target: 'price', mean: 1, std: 0.5, transform: { kind: 'log' } },
    inputShape: [3],
    families: [mlp, linear],
    weights: [0.75, 0.25],
    temperature: null,
  },
  {
    title: 'nets for tables',
    task: classes(3),
    inputShape: [4],
    families: [tabular, mlp, tabular],
    weights: [0.5, 0.2, 0.3],
    temperature: 0.8,
  },
  {
    title: 'ordered classes',
    task: { kind: 'classification', classes: ['low', 'mid', 'high'], ordered: true },
    inputShape: [3],
    families: [mlp, linear],
    weights: [0.75, 0.25],
    temperature: 0.8,
  },
  {
    title: 'counts',
    task: { kind: 'regression', target: 'visits', mean: 0, std: 1, count: true },
    inputShape: [3],
    families: [mlp, linear],
    weights: [0.75, 0.25],
    temperature: null,
  },
  {
    title: 'quantiles',
    task: { kind: 'regression', target: 'price', mean: 5, std: 2, quantiles: [0.1, 0.5, 0.9] },
    inputShape: [3],
    families: [mlp, linear],
    weights: [0.75, 0.25],
    temperature: null,
  },
  {
    title: 'an ensemble of values',
    task: price,
    inputShape: [3],
    families: [mlp, linear],
    weights: [0.75, 0.25],
    temperature: null,
  },
];

const rows = 7;

function outputs(model: LayersModel, x: Float32Array, inputShape: readonly number[]): Float32Array {
  return backend.tf.tidy(
    () => (model.predict(backend.tf.tensor(x, [rows, ...inputShape])) as Tensor).dataSync() as Float32Array,
  );
}

describe('a composed network', () => {
  it.each(cases)('of $title predicts what its members do together, and so do its files', async (given) => {
    const { tf } = backend;
    const { task, inputShape, families, weights, temperature } = given;
    const random = randomFor('network', given.title);
    const seeded = (work: () => Promise<void>) => withSeededMathRandom(random, () => releasing(tf, work));
    await seeded(async () => {
      const models = families.map((family) =>
        atOnce(
          buildModel(tf, family, completeConfiguration(family.parameters, { ...settings, ...given.config }), {
            task,
            inputShape,
            preprocessing,
          }),
        ),
      );
      const x = Float32Array.from(
        { length: rows * inputShape.reduce((a, b) => a * b) },
        () => 4 * random.next() - 2,
      );
      // Far apart, so that small probabilities matter.
      for (const model of models) model.setWeights(model.getWeights().map((each) => tf.mul(each, 2)));
      const expected = combine(
        task,
        models.map((model) => toPredictions(task, outputs(model, x, inputShape))),
        weights,
        temperature,
      );
      const members = models.map((model, index) => ({ model, weight: weights[index] as number }));
      const network = await composeNetwork(tf, members, { task, inputShape, temperature });
      const reread = await decodeLayersModel(tf, await encodeLayersModel(tf, network, 'weights.bin'));
      const scale = task.kind === 'regression' ? task.std : 1;
      for (const model of [network, reread]) {
        const read = outputs(model, x, inputShape);
        const memberWeights = memberWeightsOf(task, weights);
        const meaning = { task, ...(memberWeights && { memberWeights }) };
        const got =
          task.kind === 'regression'
            ? Array.from({ length: rows }, (_, row) => valuesFrom(meaning, read, row)).flat()
            : read;
        expect(got).toHaveLength(expected.length);
        const gaps = expected.map(
          (value, at) => Math.abs((got[at] as number) - value) / Math.max(scale, Math.abs(value)),
        );
        expect(Math.max(...gaps)).toBeLessThan(1e-6);
      }
    });
  });

  it('keeps probabilities apart that a mean of 32-bit probabilities would round to nothing', async () => {
    const { tf } = backend;
    await releasing(tf, async () => {
      const task = classes(3);
      const logits = [
        [0, -120, -130],
        [0, -110, -140],
      ];
      const models = logits.map((bias) => {
        const layer = tf.layers.dense({ units: 3, inputShape: [1], name: 'output' });
        const model = tf.sequential({ layers: [layer] });
        model.setWeights([tf.zeros([1, 3]), tf.tensor1d(bias)]);
        return { model, weight: 0.5 };
      });
      const network = await composeNetwork(tf, models, { task, inputShape: [1], temperature: 20 });
      // The mean's logarithms, by hand: of two numbers as far apart, that of the larger one, halved.
      const half = Math.log(0.5);
      const means = [0, -110 + half + Math.log1p(Math.exp(-10)), -130 + half + Math.log1p(Math.exp(-10))];
      const powers = means.map((mean) => Math.exp(mean / 20));
      const sum = powers.reduce((total, each) => total + each);
      const got = tf.tidy(() => (network.predict(tf.zeros([1, 1])) as Tensor).dataSync());
      powers.forEach((power, at) => {
        expect(got[at]).toBeCloseTo(power / sum, 6);
      });
    });
  });
});

describe('a layer of the user’s own', () => {
  it('is told from stock ones, inside of a model that serves as a layer too', () => {
    const { tf } = backend;
    const known = knownClasses(tf);
    class Doubled extends tf.layers.Layer {
      static className = 'Doubled';
      override call(input: Tensor | Tensor[]): Tensor {
        return tf.mul(Array.isArray(input) ? (input[0] as Tensor) : input, 2);
      }
    }
    tf.serialization.registerClass(Doubled);
    const inner = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
    const stock = tf.sequential({ layers: [inner, tf.layers.softmax()] });
    expect(unknownLayers(stock, known)).toEqual([]);
    inner.add(new Doubled({ name: 'mine' }));
    const own = tf.sequential({ layers: [inner] });
    expect(unknownLayers(own, known)).toEqual(['mine of class Doubled']);
  });
});
