import { describe, it } from 'vitest';
import { Draw, expectAgreement, tf, weighted } from './both-backends.ts';

type Layers = (
  kernelInitializer: () => ReturnType<typeof tf.initializers.glorotUniform>,
) => tf.layers.Layer[];

interface Network {
  readonly inputShape: readonly number[];
  readonly layers: Layers;
  /** Inputs are indices below this, not floats. */
  readonly vocabulary?: number;
}

const { layers } = tf;
type Init = Parameters<Layers>[0];

const ofVectors = (after: () => tf.layers.Layer[]): Network => ({
  inputShape: [6],
  layers: (init) => [layers.dense({ units: 5, kernelInitializer: init() }), ...after()],
});

const activated = (activation: string) =>
  ofVectors(() => [layers.activation({ activation: activation as 'relu' })]);

const ofImages = (after: (init: Init) => tf.layers.Layer[]): Network => ({
  inputShape: [9, 8, 2],
  layers: (init) => [layers.conv2d({ filters: 4, kernelSize: 3, kernelInitializer: init() }), ...after(init)],
});

const ofSequences = (build: Layers): Network => ({ inputShape: [7, 3], layers: build });

const recurrent = (init: Init, units = 4) => ({
  units,
  kernelInitializer: init(),
  recurrentInitializer: init(),
});

const networks: Readonly<Record<string, Network>> = {
  ...Object.fromEntries(
    [
      ...[
        'relu',
        'relu6',
        'elu',
        'selu',
        'tanh',
        'sigmoid',
        'hardSigmoid',
        'softplus',
        'softsign',
        'softmax',
      ],
      ...['logSoftmax', 'swish', 'mish', 'gelu', 'gelu_new'],
    ].map((name) => [`dense and ${name}`, activated(name)]),
  ),
  leakyReLU: ofVectors(() => [layers.leakyReLU({ alpha: 0.2 })]),
  PReLU: ofVectors(() => [layers.prelu({ alphaInitializer: tf.initializers.constant({ value: 0.2 }) })]),
  'elu layer': ofVectors(() => [layers.elu()]),
  dropout: ofVectors(() => [layers.dropout({ rate: 0.4, seed: 7 })]),
  'batch normalization of vectors': ofVectors(() => [layers.batchNormalization()]),
  'layer normalization of vectors': ofVectors(() => [layers.layerNormalization()]),
  conv1d: ofSequences((init) => [
    layers.conv1d({
      filters: 5,
      kernelSize: 3,
      padding: 'same',
      kernelInitializer: init(),
      activation: 'relu',
    }),
    layers.conv1d({ filters: 4, kernelSize: 2, strides: 2, kernelInitializer: init() }),
  ]),
  conv2d: ofImages((init) => [
    layers.conv2d({ filters: 5, kernelSize: [3, 2], strides: 2, padding: 'same', kernelInitializer: init() }),
  ]),
  depthwiseConv2d: ofImages((init) => [
    layers.depthwiseConv2d({
      kernelSize: 3,
      depthMultiplier: 2,
      depthwiseInitializer: init(),
      activation: 'relu',
    }),
  ]),
  separableConv2d: ofImages((init) => [
    layers.separableConv2d({
      filters: 5,
      kernelSize: 3,
      depthwiseInitializer: init(),
      pointwiseInitializer: init(),
      activation: 'relu',
    }),
  ]),
  conv2dTranspose: ofImages((init) => [
    layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, kernelInitializer: init() }),
  ]),
  maxPooling2d: ofImages(() => [layers.maxPooling2d({ poolSize: 2 })]),
  'maxPooling2d, same': ofImages(() => [layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })]),
  averagePooling2d: ofImages(() => [layers.averagePooling2d({ poolSize: 2 })]),
  maxPooling1d: ofSequences(() => [layers.maxPooling1d({ poolSize: 2 })]),
  averagePooling1d: ofSequences(() => [layers.averagePooling1d({ poolSize: 2 })]),
  globalMaxPooling2d: ofImages(() => [layers.globalMaxPooling2d({})]),
  globalAveragePooling2d: ofImages(() => [layers.globalAveragePooling2d({})]),
  globalMaxPooling1d: ofSequences(() => [layers.globalMaxPooling1d()]),
  globalAveragePooling1d: ofSequences(() => [layers.globalAveragePooling1d()]),
  'batch normalization of images': ofImages(() => [layers.batchNormalization()]),
  'layer normalization of images': ofImages(() => [layers.layerNormalization()]),
  'spatial dropout': ofSequences(() => [layers.spatialDropout1d({ rate: 0.4, seed: 7 })]),
  'zero padding and cropping': ofImages(() => [
    layers.zeroPadding2d({ padding: 1 }),
    layers.cropping2D({
      cropping: [
        [1, 0],
        [0, 2],
      ],
    }),
  ]),
  'permute, reshape and repeat': ofSequences(() => [
    layers.permute({ dims: [2, 1] }),
    layers.reshape({ targetShape: [21] }),
    layers.repeatVector({ n: 2 }),
  ]),
  embedding: {
    inputShape: [6],
    vocabulary: 9,
    layers: (init) => [layers.embedding({ inputDim: 9, outputDim: 4, embeddingsInitializer: init() })],
  },
  'embedding with a mask': {
    inputShape: [6],
    vocabulary: 4,
    layers: (init) => [
      layers.embedding({ inputDim: 4, outputDim: 3, maskZero: true, embeddingsInitializer: init() }),
      layers.lstm(recurrent(init)),
    ],
  },
  simpleRNN: ofSequences((init) => [
    layers.simpleRNN({ ...recurrent(init), returnSequences: true }),
    layers.simpleRNN(recurrent(init)),
  ]),
  lstm: ofSequences((init) => [
    layers.lstm({ ...recurrent(init), returnSequences: true }),
    layers.lstm(recurrent(init)),
  ]),
  gru: ofSequences((init) => [
    layers.gru({ ...recurrent(init), returnSequences: true }),
    layers.gru(recurrent(init)),
  ]),
  bidirectional: ofSequences((init) => [
    layers.bidirectional({ layer: layers.gru(recurrent(init)) as tf.RNN, mergeMode: 'concat' }),
  ]),
  timeDistributed: ofSequences((init) => [
    layers.timeDistributed({ layer: layers.dense({ units: 4, kernelInitializer: init() }) }),
  ]),
};

/** The loss of one batch in training mode, behind a dense layer at the end, and its gradient by every weight. */
function lossAndGradients(name: string, { inputShape, layers: build, vocabulary }: Network): tf.Tensor[] {
  let seed = 1;
  const model = tf.sequential();
  model.add(layers.inputLayer({ inputShape: [...inputShape], dtype: vocabulary ? 'int32' : 'float32' }));
  const init = () => tf.initializers.glorotUniform({ seed: seed++ });
  for (const layer of build(init)) model.add(layer);
  if (model.outputShape.length > 2) model.add(layers.flatten());
  model.add(layers.dense({ units: 3, kernelInitializer: init() }));
  const draw = new Draw(name);
  const x = draw.shape(4, ...inputShape).tensor();
  const input = vocabulary
    ? x
        .add(2)
        .mul(vocabulary / 4)
        .toInt()
    : x;
  const loss = () => weighted(model.apply(input, { training: true }) as tf.Tensor);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(loss, variables);
  model.dispose();
  return [value, ...variables.map((variable) => grads[variable.name] as tf.Tensor)];
}

describe('a small network', () => {
  it.each(Object.entries(networks))(
    'of %s has the loss and gradients of the cpu backend',
    async (name, network) => {
      await expectAgreement(name, () => lossAndGradients(name, network));
    },
  );
});
