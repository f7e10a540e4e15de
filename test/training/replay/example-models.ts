import type { Dataset } from '../../../src/data/dataset.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { DistillationSettings } from '../../../src/study/distillation.ts';
import type { ColumnTransform, SingleTask } from '../../../src/study/pipeline.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { padRow } from '../../../src/study/windows/padding.ts';
import { withSoftTargets } from '../../../src/training/loop/distillation.ts';
import { cnn } from '../../../src/training/models/cnn.ts';
import { conv1d } from '../../../src/training/models/conv1d.ts';
import { linear } from '../../../src/training/models/linear.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import { rnn } from '../../../src/training/models/rnn.ts';
import { tabular } from '../../../src/training/models/tabular.ts';
import { text } from '../../../src/training/models/text.ts';
import type { LayersModel, Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { brightHalves, classesOf, datasetOf, linearTarget, separableBlobs } from '../example-data.ts';
import { small, tableOf, tabularCases } from '../example-table.ts';
import { textCases, textsOf } from '../example-texts.ts';
import { familyOf } from '../example-trial.ts';

type Layer = LayersModel['layers'][number];
type Config = Configuration;

/** A model that is trained, and the data it is trained on. */
export interface Example {
  readonly title: string;
  readonly dataset: Dataset;
  readonly family: ModelFamily;
  readonly config?: Config;
  /** Settings for the data's soft targets. */
  readonly distillation?: DistillationSettings;
}

/** A sequential model of these layers, before one dense layer. */
export function familyOfLayers(layersOf: (tf: Tf, inputShape: number[]) => Layer[]): ModelFamily {
  return familyOf(({ tf, data }) => {
    const layers = layersOf(tf, [...data.inputShape]);
    return tf.sequential({ layers: [...layers, tf.layers.dense({ units: data.outputs })] });
  });
}

function randomClasses(inputShape: readonly number[], draw: () => number): Dataset {
  const size = inputShape.reduce((product, length) => product * length, 1);
  const rows = Array.from({ length: 22 }, (_, row) => row);
  const x = rows.map(() => Array.from({ length: size }, draw));
  return datasetOf(classesOf(3), inputShape, { train: { x, y: rows.map((row) => row % 3) } });
}

const random = randomFor('examples');
const sequences = randomClasses([5, 3], () => random.next() - 0.5);
const paddedSequences = paddedOf(randomClasses([7, 4], () => random.next() - 0.5));

/** The sequences with lengths from 1 to all steps, and padding after them. */
function paddedOf(dataset: Dataset): Dataset {
  const [length = 0, features = 0] = dataset.inputShape;
  const { x, rows } = dataset.splits.train;
  for (let row = 0; row < rows; row++) {
    padRow(
      x.subarray(row * length * features, (row + 1) * length * features),
      features,
      'after',
      1 + (row % length),
    );
  }
  const columns = Array.from({ length: features - 1 }, (_, at) => ({
    ...{ kind: 'number', name: `c${at}`, fill: 0, shift: 0, scale: 1 },
  })) as readonly ColumnTransform[];
  const padding = { pad: 'after' } as const;
  const preprocessing = {
    kind: 'window',
    columns,
    length,
    horizon: 0,
    by: 'of',
    time: { name: 't' },
    padding,
  } as const;
  return { ...dataset, preprocessing };
}
const words = randomClasses([6], () => random.below(10));
const images = brightHalves(22);
export const points = separableBlobs(22);

/** The same rows with these numbers of `y` each. */
function withTargets(task: Dataset['task'], targetsOf: (label: number, row: number) => number[]): Dataset {
  const { train } = points.splits;
  const split = { ...train, y: Float32Array.from([...train.y].flatMap(targetsOf)) };
  return { ...points, task, splits: { train: split, validation: split, test: split } };
}

const severalTargets = withTargets(
  {
    kind: 'joint',
    parts: [
      { name: 'place', weight: 0.3, task: { kind: 'regression', target: 'place', mean: 0, std: 1 } },
      { name: 'class', weight: 0.7, task: classesOf(3) as SingleTask },
    ],
  },
  (label, row) => [Math.sin(row), label],
);
const severalLabels = withTargets({ kind: 'multilabel', labels: ['first', 'odd'] }, (label, row) => [
  Number(label === 0),
  row % 2,
]);

/** The same rows, which count differently in the loss. */
function weightedRows(dataset: Dataset): Dataset {
  const { splits } = dataset;
  const lossWeight = Float32Array.from({ length: splits.train.rows }, (_, row) => (row % 3) / 1.5 + 0.2);
  return { ...dataset, splits: { ...splits, train: { ...splits.train, lossWeight } } };
}

/** A hidden layer of 7 with this activation. */
const activated = (activation: string): Example => ({
  title: activation,
  dataset: points,
  family: familyOfLayers((tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape, activation: activation as 'relu' }),
  ]),
});

const layered = (title: string, dataset: Dataset, layersOf: Parameters<typeof familyOfLayers>[0]) => ({
  title,
  dataset,
  family: familyOfLayers(layersOf),
});

/** A small net with a loss of its own. */
const losing = (title: string, loss: NonNullable<ModelFamily['loss']>): Example => ({
  title,
  dataset: points,
  family: {
    ...familyOfLayers((tf, inputShape) => [tf.layers.dense({ units: 7, inputShape, activation: 'tanh' })]),
    loss,
  },
});

/** A net that listens to a teacher who says at random. */
const student = (title: string, dataset: Dataset): Example => {
  const distillation = { temperature: 2.5, mixture: 0.7 };
  const outputs = dataset.task.kind === 'classification' ? dataset.task.classes.length : 1;
  const teacher = Float32Array.from({ length: outputs * dataset.splits.train.rows }, () => random.next());
  const soft = withSoftTargets(dataset, { teacher, ...distillation });
  return { title, dataset: soft, family: mlp, config: { units: 5, dropout: 0.2 }, distillation };
};

/** Computed by our routines throughout. */
const number = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;
const ordered: Dataset = { ...points, task: { ...classesOf(3), ordered: true } as Dataset['task'] };
const counts: Dataset = { ...points, task: { ...number, count: true } };
const quantiles: Dataset = { ...points, task: { ...number, quantiles: [0.1, 0.5, 0.9] } };
const oneLayer = { layers: 1, units: 5 };

export const replayed: readonly Example[] = [
  // Not five units, of which one begins so near zero that Adam divides its rounding errors.
  { title: 'ordered classes', dataset: ordered, family: mlp, config: { layers: 1, units: 6 } },
  {
    title: 'weighted ordered classes',
    dataset: weightedRows(ordered),
    family: mlp,
    config: { layers: 1, units: 6 },
  },
  {
    title: 'ordered classes of members',
    dataset: ordered,
    family: tabular,
    config: { ...oneLayer, members: 3 },
  },
  { title: 'counts', dataset: counts, family: mlp, config: oneLayer },
  { title: 'weighted counts', dataset: weightedRows(counts), family: mlp, config: oneLayer },
  { title: 'counts of members', dataset: counts, family: tabular, config: { ...oneLayer, members: 3 } },
  { title: 'quantiles', dataset: quantiles, family: mlp, config: oneLayer },
  { title: 'weighted quantiles', dataset: weightedRows(quantiles), family: mlp, config: oneLayer },
  { title: 'linear', dataset: points, family: linear },
  { title: 'linear regression', dataset: linearTarget(), family: linear },
  { title: 'weighted classes', dataset: weightedRows(points), family: mlp, config: { layers: 1, units: 5 } },
  { title: 'weighted values', dataset: weightedRows(linearTarget()), family: linear },
  { title: 'several targets', dataset: severalTargets, family: mlp, config: { layers: 1, units: 5 } },
  {
    title: 'weighted labels',
    dataset: weightedRows(severalLabels),
    family: mlp,
    config: { layers: 1, units: 5 },
  },
  {
    title: 'smoothed classes among several targets',
    dataset: severalTargets,
    family: mlp,
    config: { ...oneLayer, labelSmoothing: 0.2 },
  },
  {
    title: 'smoothed labels',
    dataset: severalLabels,
    family: mlp,
    config: { ...oneLayer, labelSmoothing: 0.2 },
  },
  student('a student of classes', points),
  student('a student of values', linearTarget()),
  { title: 'mlp with dropout', dataset: points, family: mlp, config: { layers: 2, units: 9, dropout: 0.3 } },
  {
    title: 'cnn with dropout',
    dataset: images,
    family: cnn,
    config: { blocks: 2, filters: 3, units: 5, dropout: 0.4 },
  },
  ...(
    [
      ['normalised batches', { normalization: 'batch', units2: 7, residual: true }],
      ['normalised layers', { normalization: 'layer', residual: true, l1: 0.01, l2: 0.1, clipNorm: 0.5 }],
    ] as const
  ).map(([title, config]) => ({
    title: `mlp with ${title}`,
    dataset: points,
    family: mlp,
    config: { layers: 3, units: 9, dropout: 0.3, ...config },
  })),
  ...(
    [
      ['normalised batches', { normalization: 'batch', globalPooling: 'average', spatialDropout: 0.4 }],
      ['normalised channels', { normalization: 'layer', globalPooling: 'max', l1: 0.01, dropout: 0.2 }],
      // Not Adam, which divides by the rounding errors of kernels whose gradient is zero.
      ['penalties', { normalization: 'batch', l2: 0.1, units: 5, optimizer: 'sgd' }],
    ] as const
  ).map(([title, config]) => ({
    title: `cnn with ${title}`,
    dataset: images,
    family: cnn,
    config: { filters: 3, ...config },
  })),
  ...(
    [
      ['changed images', images, cnn, { 'augment.flip': 'both', 'augment.rotate': 30, 'augment.noise': 0.1 }],
      ['cropped images', images, mlp, { 'augment.crop': 0.3, 'augment.shift': 0.2, 'augment.cutout': 0.3 }],
      ['mixed images', images, cnn, { 'augment.brightness': 0.2, 'augment.mixup': 0.4, labelSmoothing: 0.1 }],
      ['mixed rows', weightedRows(points), mlp, { 'augment.noise': 0.2, 'augment.mixup': 0.7 }],
      ['mixed values', linearTarget(), mlp, { 'augment.noise': 0.2, 'augment.mixup': 2 }],
    ] as const
  ).map(([title, dataset, family, config]) => ({
    ...{ title: `${title}, with dropout`, dataset, family },
    config: { units: 5, dropout: 0.2, ...(family === cnn && { filters: 3 }), ...config },
  })),
  ...textCases.map(([title, config]) => ({
    title: `text with ${title}`,
    dataset: textsOf(22),
    family: text,
    config: { ...config, ...(config.l2 !== undefined && { optimizer: 'sgd' }) },
  })),
  ...tabularCases.map(([title, task, config]) => ({
    title: `tabular ${title}`,
    dataset: tableOf(task, 22),
    family: tabular,
    config: { ...small, labelSmoothing: 0.1, ...config },
  })),
  ...['elu', 'gelu', 'hardSigmoid', 'linear', 'mish', 'relu', 'relu6'].map(activated),
  ...['selu', 'sigmoid', 'softmax', 'softplus', 'softsign', 'swish', 'tanh'].map(activated),
  layered('an l2 regulariser', points, (tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape, kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }) }),
  ]),
  layered('an l1 regulariser', points, (tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape, kernelRegularizer: tf.regularizers.l1({ l1: 0.1 }) }),
  ]),
  layered('layer normalisation', points, (tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape }),
    tf.layers.layerNormalization(),
  ]),
  layered('batch normalisation', points, (tf, inputShape) => [
    // A bias has no gradient here but rounding errors, and Adam steps by those too.
    tf.layers.dense({ units: 7, inputShape, useBias: false }),
    tf.layers.batchNormalization(),
  ]),
  layered('batch normalisation of images, twice', images, (tf, inputShape) => [
    tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape, useBias: false }),
    tf.layers.batchNormalization({ momentum: 0.8 }),
    tf.layers.activation({ activation: 'relu' }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.dropout({ rate: 0.3 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 5, useBias: false }),
    tf.layers.batchNormalization({ epsilon: 0.01 }),
  ]),
  {
    // Adam would step by the rounding errors of gradients near zero.
    ...layered('convolutions by tiles', images, (tf, inputShape) => [
      tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu', inputShape }),
      tf.layers.conv2d({ filters: 24, kernelSize: 3, activation: 'relu' }),
      tf.layers.flatten(),
    ]),
    config: { optimizer: 'sgd' },
  },
  {
    ...layered('pooled convolutions by tiles', images, (tf, inputShape) => [
      tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu', inputShape }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
    ]),
    config: { optimizer: 'sgd' },
  },
  {
    ...layered('large weights', points, (tf, inputShape) => [
      tf.layers.dense({ units: 300, activation: 'relu', inputShape }),
      tf.layers.dense({ units: 257, activation: 'relu' }),
    ]),
    config: { learningRate: 1e-4 },
  },
  layered('prelu', points, (tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape }),
    tf.layers.prelu(),
  ]),
  layered('leaky relu', points, (tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape }),
    tf.layers.leakyReLU(),
  ]),
  layered('an embedding', words, (tf, inputShape) => [
    tf.layers.embedding({ inputDim: 10, outputDim: 4, inputLength: inputShape[0] as number }),
    tf.layers.flatten(),
  ]),
  layered('lstm', sequences, (tf, inputShape) => [tf.layers.lstm({ units: 4, inputShape })]),
  layered('gru', sequences, (tf, inputShape) => [tf.layers.gru({ units: 4, inputShape })]),
  layered('simpleRNN', sequences, (tf, inputShape) => [tf.layers.simpleRNN({ units: 4, inputShape })]),
  layered('bidirectional lstm', sequences, (tf, inputShape) => [
    tf.layers.bidirectional({
      layer: tf.layers.lstm({ units: 3 }) as never,
      mergeMode: 'concat',
      inputShape,
    }),
  ]),
  layered('lstm with dropouts of its own', sequences, (tf, inputShape) => [
    tf.layers.lstm({ units: 4, inputShape, dropout: 0.2, recurrentDropout: 0.2 }),
  ]),
  layered('bidirectional lstm with dropouts of its own', sequences, (tf, inputShape) => [
    tf.layers.bidirectional({
      layer: tf.layers.lstm({ units: 3, dropout: 0.2, recurrentDropout: 0.2 }) as never,
      mergeMode: 'concat',
      inputShape,
    }),
  ]),
  layered('gru and simpleRNN with dropouts of their own', sequences, (tf, inputShape) => [
    tf.layers.gru({ units: 4, inputShape, dropout: 0.3, returnSequences: true }),
    tf.layers.simpleRNN({ units: 4, dropout: 0.1, recurrentDropout: 0.4 }),
  ]),
  ...(
    [
      ['of lstm', rnn, { units: 9, recurrentDropout: 0.3, dropout: 0.2, l2: 0.01 }],
      ['of gru', rnn, { cell: 'gru', units: 9, recurrentDropout: 0.3, pooling: 'average' }],
      ['of two layers of lstm', rnn, { units: 5, layers: 2, direction: 'both', recurrentDropout: 0.2 }],
      ['of two layers of gru', rnn, { cell: 'gru', units: 5, layers: 2, direction: 'both', pooling: 'max' }],
      ['of dilated convolutions', conv1d, { filters: 4, dilation: 2, residual: true, dropout: 0.2 }],
      // Not Adam, which divides by the rounding errors of kernels whose gradient is zero.
      ['of normalised convolutions', conv1d, { filters: 4, normalization: 'batch', optimizer: 'sgd' }],
    ] as const
  ).map(([title, family, config]) => ({ title: `sequences ${title}`, dataset: sequences, family, config })),
  ...(
    [
      ['of lstm', rnn, { units: 9, recurrentDropout: 0.3, dropout: 0.2, l2: 0.01 }],
      ['of gru', rnn, { cell: 'gru', units: 9, recurrentDropout: 0.3, pooling: 'average' }],
      ['of two layers of lstm', rnn, { units: 5, layers: 2, direction: 'both', recurrentDropout: 0.2 }],
      ['of two layers of gru', rnn, { cell: 'gru', units: 5, layers: 2, direction: 'both', pooling: 'max' }],
      ['of lstm backwards', rnn, { units: 5, direction: 'backward', layers: 2, pooling: 'average' }],
      ['of dilated convolutions', conv1d, { filters: 4, dilation: 2, residual: true, dropout: 0.2 }],
      ['of convolutions', conv1d, { filters: 4, poolSize: 3, globalPooling: 'max' }],
      ['of flat convolutions', conv1d, { filters: 4, globalPooling: 'none', normalization: 'layer' }],
      ['with noise', rnn, { units: 5, 'augment.noise': 0.1 }],
    ] as const
  ).map(([title, family, config]) => ({
    title: `padded sequences ${title}`,
    dataset: paddedSequences,
    family,
    config,
  })),
  {
    title: 'texts read backwards, beside numbers',
    dataset: textsOf(22),
    family: rnn,
    config: { units: 5, embedding: 3, direction: 'backward', layers: 2, pooling: 'max' },
  },
  layered('conv1d', sequences, (tf, inputShape) => [
    tf.layers.conv1d({ filters: 4, kernelSize: 2, inputShape }),
    tf.layers.globalMaxPooling1d({}),
  ]),
  layered('separable convolution', images, (tf, inputShape) => [
    tf.layers.separableConv2d({ filters: 4, kernelSize: 3, inputShape }),
    tf.layers.averagePooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
  ]),
  layered('global average pooling', images, (tf, inputShape) => [
    tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, inputShape }),
    tf.layers.globalAveragePooling2d({}),
  ]),
  layered('a layer that differentiates', points, (tf, inputShape) => [
    tf.layers.dense({ units: 4, inputShape }),
    customLayer(
      tf,
      [4],
      tf.grad((x) => tf.sum(tf.square(tf.tanh(x)))),
    ),
  ]),
  losing('a hinge loss', ({ tf, outputs, targets }) => {
    const right = tf.sum(tf.mul(outputs, targets), -1, true);
    return tf.mean(tf.mul(tf.relu(tf.add(tf.sub(outputs, right), 1)), tf.sub(1, targets)));
  }),
  losing('a focal loss', ({ tf, outputs, targets }) => {
    const logits = tf.logSoftmax(outputs as never);
    const doubt = tf.square(tf.sub(1, tf.exp(logits)));
    return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.mul(doubt, logits)), -1)));
  }),
];

/** Draw from Math.random, or read a value back: each step is computed. */
export const computed: readonly Example[] = [
  layered('gaussian noise, after dropout', points, (tf, inputShape) => [
    tf.layers.dense({ units: 7, inputShape }),
    tf.layers.dropout({ rate: 0.5 }),
    tf.layers.gaussianNoise({ stddev: 0.2 }),
  ]),
  layered('dropout of whole rows', points, (tf, inputShape) => [
    tf.layers.dropout({ rate: 0.5, noiseShape: [1, 2], inputShape }),
  ]),
  layered('a value that is read back', points, (tf, inputShape) => [
    customLayer(tf, inputShape, (x) => tf.mul(x, tf.max(x).dataSync()[0] as number)),
  ]),
  layered('a kernel that is not ours', points, (tf, inputShape) => [
    customLayer(tf, inputShape, (x) => tf.atan(x)),
  ]),
  losing('a loss that reads a value back', ({ tf, outputs, targets }) => {
    const scale = tf.max(tf.abs(outputs)).dataSync()[0] as number;
    return tf.mean(tf.squaredDifference(tf.div(outputs, scale), targets));
  }),
  losing('a loss with noise on the labels', ({ tf, outputs, targets }) =>
    tf.mean(tf.squaredDifference(outputs, tf.add(targets, tf.randomNormal(targets.shape, 0, 0.1)))),
  ),
];

/** A layer without weights that does this. */
export function customLayer(tf: Tf, inputShape: number[], compute: (input: Tensor) => Tensor): Layer {
  class Custom extends tf.layers.Layer {
    static className = 'Custom';
    override call(given: Tensor | Tensor[]): Tensor {
      return compute(Array.isArray(given) ? (given[0] as Tensor) : given);
    }
  }
  return new Custom({ inputShape });
}
