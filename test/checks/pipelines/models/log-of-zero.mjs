// The bug: the logarithm of a pixel that is 0 is minus infinity, and NaN soon after.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  class Logarithm extends tf.layers.Layer {
    static className = 'Logarithm';
    call([pixels]) {
      return tf.log(config.mended ? tf.add(pixels, 1) : pixels);
    }
  }
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: data.inputShape }),
      new Logarithm({}),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}
