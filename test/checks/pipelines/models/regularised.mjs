// The bugs: layers of the module that keep it from learning, and that no parameter of the space switches off.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  bug: { type: 'choice', values: ['dropout', 'penalty', 'smaller penalty', 'noise'], default: 'dropout' },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const is = (bug) => !config.mended && config.bug === bug;
  const size = data.inputShape.reduce((product, length) => product * length, 1);
  const strengths = { penalty: 100, 'smaller penalty': 1 };
  const l2 = config.bug in strengths ? (config.mended ? 0.001 : strengths[config.bug]) : 0;
  const penalty = l2 > 0 ? { kernelRegularizer: tf.regularizers.l2({ l2 }) } : {};
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
