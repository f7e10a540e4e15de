// The bug: the last layer has a softmax already, and another one follows.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const activation = config.mended ? 'linear' : 'softmax';
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: data.inputShape }),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: data.outputs, activation }),
      tf.layers.softmax(),
    ],
  });
}
