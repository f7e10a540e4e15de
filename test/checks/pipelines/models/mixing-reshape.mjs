// The bug: after working on [height, batch, width], the axes are not put back before the reshape to rows, which fits
// all the same, and gives each example lines of other examples' images.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const [height, width] = data.inputShape;
  class ImageLines extends tf.layers.Layer {
    static className = 'ImageLines';
    call([images]) {
      const lines = tf.transpose(tf.squeeze(images, [3]), [1, 0, 2]);
      const centred = tf.sub(lines, 0.3);
      const back = config.mended ? tf.transpose(centred, [1, 0, 2]) : centred;
      return tf.reshape(back, [-1, height * width]);
    }
    computeOutputShape() {
      return [null, height * width];
    }
  }
  return tf.sequential({
    layers: [
      new ImageLines({ inputShape: data.inputShape }),
      tf.layers.dense({ units: config.units, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: data.outputs }),
    ],
  });
}
