import { flatInput, type ModelFamily, numberOf } from './model-family.ts';

type ActivationName = 'relu' | 'tanh' | 'elu' | 'selu';

/** A multilayer perceptron: `layers` dense layers of `units`, each followed by dropout. */
export const mlp: ModelFamily = {
  parameters: {
    layers: { type: 'integer', min: 1, max: 20, default: 2 },
    units: { type: 'integer', min: 1, max: 65_536, default: 64 },
    dropout: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
    activation: { type: 'choice', values: ['relu', 'tanh', 'elu', 'selu'], default: 'relu' },
  },
  build({ tf, config, data }) {
    const model = tf.sequential();
    model.add(flatInput(tf, data));
    const activation = config.activation as ActivationName;
    // He initialisation preserves the variance for ReLU and ELU, LeCun's for SELU, Glorot's for the others.
    const kernelInitializer = {
      relu: 'heNormal',
      elu: 'heNormal',
      selu: 'leCunNormal',
      tanh: 'glorotUniform',
    }[activation];
    for (let layer = 1; layer <= numberOf(config, 'layers'); layer++) {
      model.add(
        tf.layers.dense({
          units: numberOf(config, 'units'),
          activation,
          kernelInitializer: kernelInitializer as 'heNormal',
          name: `dense${layer}`,
        }),
      );
      const rate = numberOf(config, 'dropout');
      if (rate > 0) model.add(tf.layers.dropout({ rate, name: `dropout${layer}` }));
    }
    model.add(tf.layers.dense({ units: data.outputs, name: 'output' }));
    return model;
  },
};
