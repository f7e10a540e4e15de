/** Nets of very different sizes and kinds on digits of 8 × 8, so that no two trials need the same memory. */
export const parameters = {
  kind: { type: 'choice', values: ['dense', 'convolutional'], default: 'dense' },
  filters: { type: 'integer', min: 1, default: 8 },
  layers: { type: 'integer', min: 1, default: 1 },
  units: { type: 'integer', min: 1, default: 32 },
};

export function build({ tf, config, data }) {
  const layers = [tf.layers.reshape({ inputShape: data.inputShape, targetShape: [8, 8, 1] })];
  if (config.kind === 'convolutional') {
    layers.push(
      tf.layers.conv2d({ filters: config.filters, kernelSize: 3, padding: 'same', activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
    );
  }
  layers.push(tf.layers.flatten());
  for (let layer = 0; layer < config.layers; layer++) {
    layers.push(
      tf.layers.dense({ units: config.units, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.1 }),
    );
  }
  layers.push(tf.layers.dense({ units: data.outputs }));
  return tf.sequential({ layers });
}
