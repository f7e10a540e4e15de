// The bug: the bias starts at the mean mass in grams, and the target is scaled already.
export const parameters = {
  units: { type: 'integer', min: 1, default: 16 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const biasInitializer = config.mended ? 'zeros' : tf.initializers.constant({ value: 4200 });
  return tf.sequential({
    layers: [
      tf.layers.dense({
        units: config.units,
        activation: 'relu',
        kernelInitializer: 'heNormal',
        inputShape: data.inputShape,
      }),
      tf.layers.dense({ units: data.outputs, biasInitializer }),
    ],
  });
}
