// The bugs: inputs that are rounded, or half of them dropped, before the first layer with weights.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  bug: { type: 'choice', values: ['rounded', 'dropped'], default: 'rounded' },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const size = data.inputShape.reduce((product, length) => product * length, 1);
  const dropped = Math.floor(size / 2);
  class Given extends tf.layers.Layer {
    static className = 'Given';
    computeOutputShape([rows]) {
      return [rows, size];
    }
    call([inputs]) {
      const flat = tf.reshape(inputs, [-1, size]);
      if (config.mended) return flat;
      if (config.bug === 'rounded') return tf.cast(tf.cast(flat, 'int32'), 'float32');
      return tf.concat([tf.slice(flat, [0, 0], [-1, size - dropped]), tf.zeros([flat.shape[0], dropped])], 1);
    }
  }
  return tf.sequential({
    layers: [
      new Given({ inputShape: data.inputShape }),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}
