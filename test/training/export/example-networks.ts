import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Task } from '../../../src/data/dataset.ts';
import { composeNetwork } from '../../../src/training/export/network.ts';
import { modelFamilies } from '../../../src/training/models/catalogue.ts';
import { buildModel } from '../../../src/training/prepare-model.ts';
import type { LayersModel, Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { completeConfiguration } from '../../../src/training/training-parameters.ts';
import { atOnce } from '../example-trial.ts';

export interface ExampleNetwork {
  readonly title: string;
  build(tf: Tf): LayersModel | Promise<LayersModel>;
  /** Whole numbers below it come in; where it is left out, numbers between -2 and 2. */
  readonly vocabulary?: number;
}

type Layer = layers.Layer;

function stack(
  title: string,
  make: (of: Tf['layers'], tf: Tf) => Layer[],
  vocabulary?: number,
): ExampleNetwork {
  const build = (tf: Tf) => tf.sequential({ layers: make(tf.layers, tf) });
  return { title, build, ...(vocabulary === undefined ? {} : { vocabulary }) };
}

/** Each layer on the same inputs, side by side. */
function beside(title: string, make: (of: Tf['layers']) => Layer[]): ExampleNetwork {
  const build = (tf: Tf) => {
    const input = tf.input({ shape: [4] });
    const outputs = make(tf.layers).map((layer) => layer.apply(input) as SymbolicTensor);
    return tf.model({ inputs: input, outputs: tf.layers.concatenate().apply(outputs) as SymbolicTensor });
  };
  return { title, build };
}

/** The networks that a search exports: models of the catalogue, and their mean. */
function composed(
  title: string,
  families: readonly string[],
  task: Task,
  inputShape: number[],
): ExampleNetwork {
  const build = (tf: Tf) => {
    const members = families.map((name) => {
      const family = modelFamilies[name];
      if (family === undefined) throw new Error(`there is no family ${name}`);
      const preprocessing = { kind: 'image', divisor: 1 } as const;
      const settings = completeConfiguration(family.parameters, {
        layers: 2,
        units: 5,
        dropout: 0.2,
        activation: 'relu',
        blocks: 2,
        ...{ dilation: 2, residual: true, direction: 'both', recurrentDropout: 0.1 },
        filters: 2,
        kernelSize: 3,
        members: 2,
      });
      return {
        model: atOnce(buildModel(tf, family, settings, { task, inputShape, preprocessing })),
        weight: 1 / families.length,
      };
    });
    return composeNetwork(tf, members, {
      task,
      inputShape,
      temperature: task.kind === 'regression' ? null : 0.6,
    });
  };
  return { title, build };
}

/** A layer of a user, who knows nothing of the export. */
export function ownLayer(tf: Tf, compute: (x: Tensor, tf: Tf) => Tensor, inputShape?: number[]): Layer {
  class Own extends tf.layers.Layer {
    static className = 'Own';
    override call(inputs: Tensor | Tensor[]): Tensor {
      return tf.tidy(() => compute(Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs, tf));
    }
  }
  return new Own({ name: 'own', ...(inputShape === undefined ? {} : { inputShape }) });
}

const activations = [
  ...(['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax'] as const),
  ...(['softplus', 'softsign', 'tanh', 'swish', 'mish', 'gelu', 'gelu_new'] as const),
];

const classes: Task = { kind: 'classification', classes: ['a', 'b', 'c'] };
const price: Task = { kind: 'regression', target: 'price', mean: 3, std: 2 };

export const exampleNetworks: readonly ExampleNetwork[] = [
  composed('an mlp of classes', ['mlp'], classes, [4]),
  composed('a net for tables, of classes', ['tabular'], classes, [4]),
  composed('an ensemble of nets for tables, of values', ['tabular', 'mlp'], price, [4]),
  composed('a linear model of values', ['linear'], price, [4]),
  composed('an ensemble of classes', ['mlp', 'cnn', 'linear'], classes, [8, 8, 1]),
  composed('an ensemble of models of sequences', ['rnn', 'conv1d'], classes, [7, 2]),
  composed('an ensemble of values', ['mlp', 'linear'], price, [4]),
  beside('dense layers', (of) => activations.map((activation) => of.dense({ units: 3, activation }))),
  beside('activations', (of) => [
    ...activations.map((activation) => of.activation({ activation })),
    ...[
      of.leakyReLU({ alpha: 0.2 }),
      of.prelu(),
      of.elu(),
      of.reLU({ maxValue: 1 }),
      of.thresholdedReLU({ theta: 0.1 }),
    ],
    of.softmax(),
  ]),
  stack('noise and norms', (of) => [
    of.dense({ units: 4, inputShape: [3] }),
    ...[of.batchNormalization(), of.layerNormalization(), of.dropout({ rate: 0.4 })],
    ...[of.gaussianNoise({ stddev: 1 }), of.gaussianDropout({ rate: 0.4 }), of.alphaDropout({ rate: 0.4 })],
  ]),
  {
    title: 'branches that meet',
    build(tf) {
      const of = tf.layers;
      const input = tf.input({ shape: [4] });
      const [a, b] = [1, 2].map(() => of.dense({ units: 4 }).apply(input) as SymbolicTensor);
      const merges = [of.add(), of.multiply(), of.average(), of.maximum(), of.minimum(), of.dot({ axes: 1 })];
      const merged = merges.map((layer) => layer.apply([a, b] as SymbolicTensor[]) as SymbolicTensor);
      return tf.model({ inputs: input, outputs: of.concatenate().apply(merged) as SymbolicTensor });
    },
  },
  stack('convolutions', (of) => [
    of.conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 2], activation: 'relu', padding: 'same' }),
    ...[of.maxPooling2d({ poolSize: 2 }), of.batchNormalization()],
    of.separableConv2d({ filters: 4, kernelSize: 3, activation: 'tanh' }),
    of.averagePooling2d({ poolSize: 2, padding: 'same', strides: 1 }),
    ...[of.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }), of.flatten()],
  ]),
  stack('images that shrink and grow', (of) => [
    of.conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 2], strides: 2, useBias: false }),
    ...[of.upSampling2d({ size: [2, 2] }), of.zeroPadding2d({ padding: 1 })],
    of.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2 }),
    ...[
      of.cropping2D({
        cropping: [
          [1, 1],
          [2, 2],
        ],
      }),
      of.globalAveragePooling2d({}),
    ],
  ]),
  stack('series', (of) => [
    of.conv1d({ filters: 3, kernelSize: 3, inputShape: [8, 2], activation: 'relu' }),
    ...[of.maxPooling1d({ poolSize: 2 }), of.averagePooling1d({ poolSize: 2, strides: 1 })],
    ...[of.permute({ dims: [2, 1] }), of.dense({ units: 4 }), of.reshape({ targetShape: [2, 6] })],
    of.globalMaxPooling1d(),
  ]),
  stack('volumes', (of) => [
    of.conv3d({ filters: 3, kernelSize: 2, inputShape: [4, 4, 4, 1], activation: 'relu' }),
    ...[of.maxPooling3d({ poolSize: 2 }), of.conv3dTranspose({ filters: 2, kernelSize: 2 }), of.flatten()],
  ]),
  stack('words', (of) => [of.embedding({ inputDim: 7, outputDim: 3, inputLength: 4 }), of.flatten()], 7),
  stack(
    'words in sentences of their lengths',
    (of) => [
      of.embedding({ inputDim: 7, outputDim: 3, inputLength: 3, maskZero: true }),
      ...[of.lstm({ units: 3, dropout: 0.2, recurrentDropout: 0.2 }), of.dense({ units: 2 })],
    ],
    7,
  ),
  stack('recurrent layers', (of) => [
    of.gru({ units: 3, inputShape: [3, 2], returnSequences: true }),
    of.timeDistributed({ layer: of.dense({ units: 2 }) }),
    ...[of.simpleRNN({ units: 2, returnSequences: true }), of.lstm({ units: 2, goBackwards: true })],
  ]),
  stack('both directions', (of) => [
    of.masking({ maskValue: 0, inputShape: [3, 2] }),
    of.bidirectional({ layer: of.gru({ units: 3 }) as layers.RNN, mergeMode: 'concat' }),
    ...[of.repeatVector({ n: 2 }), of.flatten()],
  ]),
  stack("a user's own layer", (_, tf) => [
    ownLayer(
      tf,
      (x) => {
        // Each of these lines computes with the number of rows.
        const [rows = 0, columns = 0] = x.shape;
        const long = tf.mul(tf.reshape(x, [rows * columns, 1]), tf.ones([rows * columns, 2]));
        const square = tf.reshape(long, [rows, columns, 2]);
        const attention = tf.softmax(tf.matMul(square, square, false, true));
        const mixed = tf.transpose(tf.matMul(attention, square), [0, 2, 1]);
        const some = tf.slice(mixed, [0, 0, 1], [rows, 2, columns - 1]);
        return tf.concat([tf.reshape(some, [rows, 2 * (columns - 1)]), tf.fill([rows, 1], 0.5)], 1);
      },
      [4],
    ),
  ]),
];
