// The bug: attention weights are normalised over the batch, not over the inputs of each example.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  class Attention extends tf.layers.Layer {
    static className = 'Attention';
    call([scores]) {
      return config.mended ? tf.softmax(scores) : tf.transpose(tf.softmax(tf.transpose(scores)));
    }
  }
  const { dense, flatten, multiply, add } = tf.layers;
  const input = tf.input({ shape: data.inputShape });
  const values = flatten().apply(input);
  const size = data.inputShape.reduce((product, length) => product * length, 1);
  const weights = new Attention({}).apply(dense({ units: size }).apply(values));
  const attended = add().apply([values, multiply().apply([values, weights])]);
  const hidden = dense({ units: config.units, activation: 'relu' }).apply(attended);
  return tf.model({ inputs: input, outputs: dense({ units: data.outputs }).apply(hidden) });
}
