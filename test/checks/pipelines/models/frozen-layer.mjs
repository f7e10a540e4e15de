// The bug: a layer was frozen for an experiment, and stayed so.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const { units, mended } = config;
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: data.inputShape }),
      tf.layers.dense({
        units,
        activation: 'relu',
        kernelInitializer: 'heNormal',
        trainable: mended,
        name: 'hidden1',
      }),
      tf.layers.dense({ units, activation: 'relu', kernelInitializer: 'heNormal', name: 'hidden2' }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}
