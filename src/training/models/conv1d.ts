import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { extendedSteps } from '../layers/padded-steps.ts';
import type { Layer } from '../model-layers.ts';
import {
  activatedLayers,
  chain,
  denseLayers,
  dropoutLayers,
  dropoutRate,
  type KernelOptions,
  layerParameters,
  penalties,
} from './layer-parts.ts';
import { type BuildInput, type ModelFamily, numberOf, requireFit } from './model-family.ts';
import { onlySteps, pooledSteps, withPenalty } from './pooled-steps.ts';
import {
  embeddingParameter,
  type Sequence,
  sequenceInputs,
  sequenceMisfit,
  sideBySide,
} from './sequence-inputs.ts';

/**
 * A convolutional network for sequences: `blocks` of a convolution over time, ReLU and max pooling over `poolSize`
 * steps while there are as many. The dilation is multiplied by `dilation` from block to block (van den Oord et al.
 * 2016); with `residual` each block adds its input to its convolution's output. Then the mean or the largest value of
 * each feature over time, or a dense layer of `units` over all of them.
 */
export const conv1d: ModelFamily = {
  parameters: {
    blocks: { type: 'integer', min: 1, max: 10, default: 2 },
    filters: { type: 'integer', min: 1, max: 4096, default: 32 },
    kernelSize: { type: 'integer', min: 1, max: 63, default: 3 },
    dilation: { type: 'integer', min: 1, max: 4, default: 1 },
    poolSize: { type: 'integer', min: 1, max: 8, default: 2 },
    residual: { type: 'choice', values: [false, true], default: false },
    globalPooling: { type: 'choice', values: ['average', 'max', 'none'], default: 'average' },
    units: { type: 'integer', min: 1, max: 65_536, default: 64 },
    /** Learned numbers of a token. */
    embedding: embeddingParameter,
    dropout: dropoutRate,
    ...layerParameters,
  },
  takesTokens: true,
  misfit: sequenceMisfit('conv1d'),
  build(input) {
    const { tf, config, data } = input;
    requireFit(conv1d, data);
    const { inputs, sequences, others } = sequenceInputs(input);
    if (data.pad !== undefined && config.normalization === 'batch') {
      throw new Error(
        "normalization must be 'none' or 'layer' with padded sequences: that of a batch would count padding",
      );
    }
    const features = sequences.map((sequence) => {
      const { suffix, flags } = sequence;
      let given = sequence;
      if (flags !== undefined) {
        // Padding may hold other values, such as the cells of another row.
        given = { ...given, values: onlySteps(input, { ...given, suffix: `0${suffix}`, flags }) };
      }
      for (let place = 1; place <= numberOf(config, 'blocks'); place++) {
        given = block(input, given, { place, name: `${place}${suffix}` });
      }
      const { globalPooling } = config;
      return globalPooling === 'average' || globalPooling === 'max'
        ? pooledSteps(input, { ...given, suffix }, globalPooling)
        : chain(
            [
              tf.layers.flatten({ name: `flatten${suffix}` }),
              ...denseLayers(input, `Dense1${suffix}`, `dense1${suffix}`),
            ],
            given.values,
          );
    });
    const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
    const values = sideBySide(input, [...features, ...(others ? [others] : [])]);
    return tf.model({ inputs, outputs: output.apply(values) as SymbolicTensor });
  },
};

/** A block by its number, from 1, and the end of its layers' names. */
interface Place {
  readonly place: number;
  readonly name: string;
}

function block(input: BuildInput, { values, suffix, flags }: Sequence, { place, name }: Place): Sequence {
  const { tf, config } = input;
  const [, length, features] = values.shape as [null, number, number];
  const filters = numberOf(config, 'filters');
  // A dilation beyond the sequence would only ever meet the padding.
  const dilation = Math.min(numberOf(config, 'dilation') ** (place - 1), length);
  let convolved = dilatedConvolution(input, values, { name, dilation });
  if (config.residual === true) {
    const shortcut = () =>
      tf.layers.conv1d({
        filters,
        kernelSize: 1,
        useBias: false,
        name: `shortcut${name}`,
        ...penalties(input),
      });
    const kept = features === filters ? values : (shortcut().apply(values) as SymbolicTensor);
    convolved = tf.layers.add({ name: `add${name}` }).apply([kept, convolved]) as SymbolicTensor;
  }
  const poolSize = numberOf(config, 'poolSize');
  const dropped = dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${name}`);
  const isPooled = poolSize > 1 && length >= poolSize;
  if (flags !== undefined) {
    const sequence = { values: convolved, suffix: name, flags };
    const steps = isPooled ? poolPadded(input, sequence, poolSize) : sequence;
    return { values: chain(dropped, onlySteps(input, steps)), suffix, flags: steps.flags };
  }
  const pool = isPooled ? [tf.layers.maxPooling1d({ poolSize, name: `pool${name}` })] : [];
  return { values: chain([...pool, ...dropped], convolved), suffix };
}

/** The largest value over `poolSize` steps, counted from the end that has no padding; the last of them may be fewer. */
function poolPadded(input: BuildInput, sequence: Required<Sequence>, poolSize: number): Required<Sequence> {
  const { tf, data } = input;
  const { suffix } = sequence;
  const length = sequence.values.shape[1] as number;
  const missing = (poolSize - (length % poolSize)) % poolSize;
  const room = data.pad === 'before' ? { before: missing, after: 0 } : { before: 0, after: missing };
  const extended = (title: string, values: SymbolicTensor) =>
    missing === 0 ? [values] : [extendedSteps(tf, `${title}${suffix}`, room).apply(values) as SymbolicTensor];
  const [values, flags] = [
    ...extended('extended', sequence.values),
    ...extended('extendedFlags', sequence.flags),
  ] as [SymbolicTensor, SymbolicTensor];
  const pooled = (title: string, given: SymbolicTensor) =>
    tf.layers.maxPooling1d({ poolSize, name: `${title}${suffix}` }).apply(given) as SymbolicTensor;
  return {
    values: pooled('pool', withPenalty(input, { values, suffix, flags })),
    flags: pooled('poolFlags', flags),
    suffix,
  };
}

/**
 * A convolution over time and its activation; as long as its input, with zeros beyond both ends. TensorFlow.js has no
 * gradient of a dilated convolution, so every `dilation`-th step makes one column of an image [length / dilation,
 * dilation, features], whose columns are convolved apart from each other.
 */
function dilatedConvolution(
  input: BuildInput,
  values: SymbolicTensor,
  { name, dilation }: { readonly name: string; readonly dilation: number },
): SymbolicTensor {
  const { tf, config } = input;
  const [, length, features] = values.shape as [null, number, number];
  const filters = numberOf(config, 'filters');
  const steps = numberOf(config, 'kernelSize');
  const common = (options: KernelOptions) =>
    ({
      filters,
      padding: 'same',
      kernelInitializer: 'heNormal',
      name: `conv${name}`,
      ...penalties(input),
      ...options,
    }) as const;
  if (dilation === 1) {
    const layers = activatedLayers(input, 'relu', name, (options) =>
      tf.layers.conv1d({ kernelSize: steps, ...common(options) }),
    );
    return chain(layers, values);
  }
  const padded = Math.ceil(length / dilation) * dilation;
  const shaped = (title: string, ...targetShape: number[]) =>
    tf.layers.reshape({ targetShape, name: `${title}${name}` });
  const cut: [[number, number], [number, number]] = [
    [0, padded - length],
    [0, 0],
  ];
  const isWhole = padded === length;
  const fitted: Layer[] = isWhole
    ? []
    : [shaped('upright', length, 1, features), tf.layers.zeroPadding2d({ padding: cut, name: `pad${name}` })];
  const trimmed: Layer[] = isWhole
    ? []
    : [shaped('rejoined', padded, 1, filters), tf.layers.cropping2D({ cropping: cut, name: `crop${name}` })];
  const convolution = activatedLayers(input, 'relu', name, (options) =>
    tf.layers.conv2d({ kernelSize: [steps, 1], ...common(options) }),
  );
  return chain(
    [
      ...fitted,
      shaped('columns', padded / dilation, dilation, features),
      ...convolution,
      ...trimmed,
      shaped('sequence', length, filters),
    ],
    values,
  );
}
