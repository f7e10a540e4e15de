// The bugs: losses that are right for one row, and wrong for a batch, for one class, or where they are least.
const bugs = [
  'softmax over the batch',
  'first row',
  'broadcast',
  'mean before the error',
  'class weight 0',
  'labels smoothed',
  'squared error of logits',
];

export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  bug: { type: 'choice', values: bugs, default: bugs[0] },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const size = data.inputShape.reduce((product, length) => product * length, 1);
  return tf.sequential({
    layers: [
      tf.layers.reshape({ targetShape: [size], inputShape: data.inputShape }),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}

export function loss({ tf, outputs, targets, config }) {
  const right = (logProbabilities) => tf.neg(tf.sum(tf.mul(targets, logProbabilities), -1));
  switch (config.mended ? 'none' : config.bug) {
    case 'softmax over the batch':
      return tf.mean(right(tf.transpose(tf.logSoftmax(tf.transpose(outputs)))));
    case 'first row':
      return tf.mean(tf.slice(right(tf.logSoftmax(outputs)), 0, 1));
    case 'broadcast':
      return tf.mean(tf.square(tf.sub(tf.squeeze(outputs, [1]), targets)));
    case 'mean before the error':
      return tf.abs(tf.sub(tf.mean(outputs), tf.mean(targets)));
    case 'class weight 0': {
      const weights = tf.oneHot(3, targets.shape[1]);
      return tf.mean(tf.mul(right(tf.logSoftmax(outputs)), tf.sum(tf.mul(targets, tf.sub(1, weights)), -1)));
    }
    case 'labels smoothed': {
      const smoothed = tf.add(tf.mul(targets, 0.1), 0.9 / targets.shape[1]);
      return tf.neg(tf.mean(tf.sum(tf.mul(smoothed, tf.logSoftmax(outputs)), -1)));
    }
    case 'squared error of logits':
      return tf.mean(tf.squaredDifference(outputs, targets));
    default:
      return outputs.shape[1] === 1
        ? tf.mean(tf.squaredDifference(outputs, targets))
        : tf.mean(right(tf.logSoftmax(outputs)));
  }
}
