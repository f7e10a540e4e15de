// The bug: a dropout of the user's own never asks whether it is training.
export const parameters = {
  units: { type: 'integer', min: 1, default: 64 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  class Noise extends tf.layers.Layer {
    static className = 'Noise';
    call([hidden], { training }) {
      return training || !config.mended ? tf.dropout(hidden, 0.3) : hidden;
    }
  }
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: data.inputShape }),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      new Noise({}),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}
