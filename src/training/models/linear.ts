import { flatInput, type ModelFamily } from './model-family.ts';

/** Softmax or linear regression: the baseline for all other models. */
export const linear: ModelFamily = {
  parameters: {},
  build({ tf, data }) {
    return tf.sequential({
      layers: [flatInput(tf, data), tf.layers.dense({ units: data.outputs, name: 'output' })],
    });
  },
};
