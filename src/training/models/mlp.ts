import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { NumericConstraint } from '../../study/parameter-constraint.ts';
import type { LayersModel } from '../tensorflow.ts';
import {
  activatedLayers,
  chain,
  dropoutLayers,
  dropoutRate,
  layerParameters,
  penalties,
} from './layer-parts.ts';
import { type BuildInput, flatInput, type ModelFamily, numberOf } from './model-family.ts';

const mostLayers = 20;
const widest = 65_536;

/** `units1` … `units20`: the width of one layer; 0 for `units`. */
const ownUnits = Object.fromEntries(
  Array.from({ length: mostLayers }, (_, index): [string, NumericConstraint] => [
    `units${index + 1}`,
    { type: 'integer', min: 0, max: widest, default: 0 },
  ]),
);

/**
 * A multilayer perceptron: `layers` dense layers of `units`, each followed by dropout. With `residual` each layer after
 * the first adds its input to its output (He et al. 2016), which a linear layer fits to the width where that changes.
 */
export const mlp: ModelFamily = {
  parameters: {
    layers: { type: 'integer', min: 1, max: mostLayers, default: 2 },
    units: { type: 'integer', min: 1, max: widest, default: 64 },
    ...ownUnits,
    dropout: dropoutRate,
    activation: { type: 'choice', values: ['relu', 'tanh', 'elu', 'selu'], default: 'relu' },
    residual: { type: 'choice', values: [false, true], default: false },
    ...layerParameters,
  },
  build: buildMlp,
};

function buildMlp(input: BuildInput): LayersModel {
  const { tf, config, data } = input;
  const inputs = tf.input({ shape: [...data.inputShape], name: 'input' });
  let values = data.inputShape.length === 1 ? inputs : (flatInput(tf, data).apply(inputs) as SymbolicTensor);
  for (let layer = 1; layer <= numberOf(config, 'layers'); layer++) {
    const hidden = hiddenLayer(input, values, layer);
    values = config.residual === true && layer > 1 ? residualSum(input, values, hidden, layer) : hidden;
  }
  const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
  return tf.model({ inputs, outputs: output.apply(values) as SymbolicTensor });
}

function hiddenLayer(input: BuildInput, values: SymbolicTensor, layer: number): SymbolicTensor {
  const { tf, config } = input;
  const activation = config.activation as 'relu' | 'tanh' | 'elu' | 'selu';
  // He initialisation preserves the variance for ReLU and ELU, LeCun's for SELU, Glorot's for the others.
  const kernelInitializer = (
    { relu: 'heNormal', elu: 'heNormal', selu: 'leCunNormal', tanh: 'glorotUniform' } as const
  )[activation];
  const layers = activatedLayers(input, activation, `${layer}`, (options) =>
    tf.layers.dense({
      units: numberOf(config, `units${layer}`) || numberOf(config, 'units'),
      kernelInitializer,
      name: `dense${layer}`,
      ...penalties(input),
      ...options,
    }),
  );
  return chain([...layers, ...dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${layer}`)], values);
}

function residualSum(
  input: BuildInput,
  before: SymbolicTensor,
  after: SymbolicTensor,
  layer: number,
): SymbolicTensor {
  const { tf } = input;
  const units = after.shape[1] as number;
  const shortcut = () =>
    tf.layers.dense({ units, useBias: false, name: `shortcut${layer}`, ...penalties(input) }).apply(before);
  const kept = before.shape[1] === units ? before : (shortcut() as SymbolicTensor);
  return tf.layers.add({ name: `add${layer}` }).apply([kept, after]) as SymbolicTensor;
}
