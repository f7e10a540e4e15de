// A model of MNIST, reduced to 8 × 8 pixels, learns other digits from four of each: its lower layers are kept, and its last layer is replaced.
export const parameters = {
  /** 'frozen': only the new layer learns; 'tuned': all layers go on learning; 'scratch': nothing is taken over. */
  base: { type: 'choice', values: ['frozen', 'tuned', 'scratch'], default: 'frozen' },
  dropout: { type: 'number', min: 0, max: 0.9, default: 0 },
};

/** Layers that do not learn, on purpose; `check` would report them as a mistake. */
export const frozen = ['edges', 'strokes', 'shapes'];

export async function build({ tf, config, data, loadModel }) {
  // The path is a string of this file, so that another model under it is noticed.
  const base = config.base === 'scratch' ? lowerLayers(tf, data) : await loadModel('./mnist-8x8/model.json');
  for (const layer of base.layers) layer.trainable = config.base !== 'frozen';
  const features = base.getLayer('shapes').output;
  const kept = tf.layers.dropout({ rate: config.dropout }).apply(features);
  const outputs = tf.layers.dense({ units: data.outputs, name: 'digits' }).apply(kept);
  return tf.model({ inputs: base.inputs, outputs });
}

/** The layers of the pretrained model, with new weights. */
function lowerLayers(tf, { inputShape }) {
  const { conv2d, maxPooling2d, flatten, dense } = tf.layers;
  const shared = { kernelSize: 3, padding: 'same', activation: 'relu' };
  return tf.sequential({
    layers: [
      conv2d({ name: 'edges', inputShape, filters: 8, ...shared }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ name: 'strokes', filters: 16, ...shared }),
      flatten(),
      dense({ name: 'shapes', units: 32, activation: 'relu' }),
    ],
  });
}
