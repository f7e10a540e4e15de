import { spatialDropoutLayer } from '../layers/spatial-dropout.ts';
import type { Layer } from '../model-layers.ts';
import {
  activatedLayers,
  denseLayers,
  dropoutLayers,
  dropoutRate,
  layerParameters,
  penalties,
} from './layer-parts.ts';
import { type BuildInput, type ModelFamily, numberOf, requireFit } from './model-family.ts';

const blockCount = { type: 'integer', min: 1, max: 8, default: 2 } as const;

/**
 * A plain convolutional network for images: `blocks` of convolution, ReLU and 2 × 2 max pooling, with twice the filters
 * in each next block. Then one dense layer of `units` with dropout before and after it or, with `globalPooling`, the mean
 * or the largest value of each feature map and dropout (Lin et al. 2014), which have no weights.
 */
export const cnn: ModelFamily = {
  parameters: {
    blocks: blockCount,
    filters: { type: 'integer', min: 1, max: 1024, default: 16 },
    kernelSize: { type: 'integer', min: 1, max: 11, default: 3 },
    units: { type: 'integer', min: 1, max: 65_536, default: 64 },
    dropout: dropoutRate,
    /** After each block, of whole feature maps. */
    spatialDropout: dropoutRate,
    globalPooling: { type: 'choice', values: ['none', 'average', 'max'], default: 'none' },
    ...layerParameters,
  },
  limits: ([height = 1, width = 1]) => ({
    blocks: { ...blockCount, max: Math.max(1, Math.floor(Math.log2(Math.min(height, width)))) },
  }),
  misfit: ({ inputShape }) =>
    inputShape.length === 3
      ? undefined
      : `cnn needs images of [height, width, channels], and the inputs are [${inputShape}]`,
  build(input) {
    requireFit(cnn, input.data);
    checkBlocks(input);
    const { tf, config, data } = input;
    const blocks = Array.from({ length: numberOf(config, 'blocks') }, (_, index) => block(input, index + 1));
    const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
    return tf.sequential({ layers: [...blocks.flat(), ...head(input), output] });
  },
};

function block(input: BuildInput, place: number): Layer[] {
  const { tf, config, data } = input;
  const spatialRate = numberOf(config, 'spatialDropout');
  const convolution = activatedLayers(input, 'relu', `${place}`, (options) =>
    tf.layers.conv2d({
      ...(place === 1 ? { inputShape: [...data.inputShape] } : {}),
      filters: numberOf(config, 'filters') * 2 ** (place - 1),
      kernelSize: numberOf(config, 'kernelSize'),
      padding: 'same',
      kernelInitializer: 'heNormal',
      name: `conv${place}`,
      ...penalties(input),
      ...options,
    }),
  );
  return [
    ...convolution,
    tf.layers.maxPooling2d({ poolSize: 2, name: `pool${place}` }),
    ...(spatialRate === 0 ? [] : [spatialDropoutLayer(tf, spatialRate, `spatialDropout${place}`)]),
  ];
}

function head(input: BuildInput): Layer[] {
  const { tf, config } = input;
  const dropout = (place: number) => dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${place}`);
  const name = 'globalPool';
  switch (config.globalPooling) {
    case 'average':
      return [tf.layers.globalAveragePooling2d({ name }), ...dropout(1)];
    case 'max':
      return [tf.layers.globalMaxPooling2d({ name }), ...dropout(1)];
    default: {
      const dense = denseLayers(input, 'Dense1', 'dense1');
      return [tf.layers.flatten({ name: 'flatten' }), ...dropout(1), ...dense, ...dropout(2)];
    }
  }
}

function checkBlocks({ config, data }: BuildInput): void {
  const [height = 0, width = 0] = data.inputShape;
  const smallest = 2 ** numberOf(config, 'blocks');
  if (Math.min(height, width) < smallest) {
    throw new Error(`${config.blocks} blocks halve an image of ${height} × ${width} to nothing`);
  }
}
