// A net with a loss of its own, which a few penguins of unusual weight pull less than a squared error lets them.
export const parameters = {
  units: { type: 'integer', min: 1, default: 16 },
  width: { type: 'number', min: 0, exclusive: ['min'], default: 0.5 },
};

export function build({ tf, config, data }) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: config.units, activation: 'relu', inputShape: data.inputShape }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}

/** Square within the width, in standard deviations of the target, and straight beyond it (pseudo-Huber). */
export function loss({ tf, outputs, targets, config }) {
  const { width } = config;
  const share = tf.div(tf.sub(outputs, targets), width);
  return tf.mul(width ** 2, tf.mean(tf.sub(tf.sqrt(tf.add(tf.square(share), 1)), 1)));
}
