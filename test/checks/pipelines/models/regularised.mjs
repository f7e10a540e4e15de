// The bugs: layers of the module that keep it from learning, and that no parameter of the space switches off.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  bug: { type: 'choice', values: ['dropout', 'penalty', 'noise'], default: 'dropout' },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const is = (bug) => !config.mended && config.bug === bug;
  const size = data.inputShape.reduce((product, length) => product * length, 1);
  const penalty = is('penalty') ? { kernelRegularizer: tf.regularizers.l2({ l2: 100 }) } : {};
  return tf.sequential({
    layers: [
      tf.layers.reshape({ targetShape: [size], inputShape: data.inputShape }),
      ...(is('noise') ? [tf.layers.gaussianNoise({ stddev: 20 })] : []),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal', ...penalty }),
      ...(is('dropout') ? [tf.layers.dropout({ rate: 0.98 })] : []),
      tf.layers.dense({ units: data.outputs, ...penalty }),
    ],
  });
}
