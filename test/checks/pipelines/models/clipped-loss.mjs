// The bug: the gradients were to be clipped, and the loss is: where it is above 1, nothing pulls any more.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: data.inputShape }),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}

export function loss({ tf, outputs, targets, config }) {
  const each = tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), -1));
  return tf.mean(config.mended ? each : tf.clipByValue(each, -1, 1));
}
