import { type BuildInput, type ModelFamily, numberOf } from './model-family.ts';

/**
 * A plain convolutional network for images: `blocks` of convolution, ReLU and 2 × 2 max pooling, with twice the filters
 * in each next block, then one dense layer of `units` with dropout before and after it.
 */
export const cnn: ModelFamily = {
  parameters: {
    blocks: { type: 'integer', min: 1, max: 8, default: 2 },
    filters: { type: 'integer', min: 1, max: 1024, default: 16 },
    kernelSize: { type: 'integer', min: 1, max: 11, default: 3 },
    units: { type: 'integer', min: 1, max: 65_536, default: 64 },
    dropout: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
  },
  build(input) {
    const { tf, config, data } = input;
    checkImage(input);
    const model = tf.sequential();
    const rate = numberOf(config, 'dropout');
    for (let block = 1; block <= numberOf(config, 'blocks'); block++) {
      model.add(
        tf.layers.conv2d({
          ...(block === 1 ? { inputShape: [...data.inputShape] } : {}),
          filters: numberOf(config, 'filters') * 2 ** (block - 1),
          kernelSize: numberOf(config, 'kernelSize'),
          padding: 'same',
          activation: 'relu',
          kernelInitializer: 'heNormal',
          name: `conv${block}`,
        }),
      );
      model.add(tf.layers.maxPooling2d({ poolSize: 2, name: `pool${block}` }));
    }
    model.add(tf.layers.flatten({ name: 'flatten' }));
    if (rate > 0) model.add(tf.layers.dropout({ rate, name: 'dropout1' }));
    model.add(
      tf.layers.dense({
        units: numberOf(config, 'units'),
        activation: 'relu',
        kernelInitializer: 'heNormal',
        name: 'dense1',
      }),
    );
    if (rate > 0) model.add(tf.layers.dropout({ rate, name: 'dropout2' }));
    model.add(tf.layers.dense({ units: data.outputs, name: 'output' }));
    return model;
  },
};

function checkImage({ config, data }: BuildInput): void {
  const [height = 0, width = 0] = data.inputShape;
  if (data.inputShape.length !== 3) {
    throw new Error(`cnn needs images of [height, width, channels], and the inputs are [${data.inputShape}]`);
  }
  const smallest = 2 ** numberOf(config, 'blocks');
  if (Math.min(height, width) < smallest) {
    throw new Error(`${config.blocks} blocks halve an image of ${height} × ${width} to nothing`);
  }
}
