import type { Layer } from '../model-layers.ts';
import { chain, dropoutLayers, layerParameters, penalties } from './layer-parts.ts';
import { type BuildInput, type ModelFamily, numberOf } from './model-family.ts';
import { sequenceInput } from './sequence-inputs.ts';

const rate = { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0, off: 0 } as const;
const { l1, l2 } = layerParameters;

/**
 * A recurrent network for sequences: `layers` of LSTM (Hochreiter and Schmidhuber 1997) or GRU cells (Cho et al. 2014),
 * each read in both directions with `bidirectional`, then the last state of the last layer, or the mean or the largest
 * value of its states over time.
 */
export const rnn: ModelFamily = {
  parameters: {
    cell: { type: 'choice', values: ['lstm', 'gru'], default: 'lstm' },
    layers: { type: 'integer', min: 1, max: 8, default: 1 },
    units: { type: 'integer', min: 1, max: 4096, default: 64 },
    bidirectional: { type: 'choice', values: [false, true], default: false },
    pooling: { type: 'choice', values: ['last', 'average', 'max'], default: 'last' },
    /** After each layer. */
    dropout: rate,
    /** Of the state, with one mask for all steps of a sequence (Gal and Ghahramani 2016). */
    recurrentDropout: rate,
    ...{ l1, l2 },
  },
  build(input) {
    const { tf, config, data } = input;
    const { inputs, values } = sequenceInput(input, 'rnn');
    const count = numberOf(config, 'layers');
    const dropout = (place: number) => dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${place}`);
    const layers = Array.from({ length: count }, (_, index) => {
      const returnsStates = index + 1 < count || config.pooling !== 'last';
      return [
        recurrentLayer(input, index + 1, returnsStates),
        ...(index + 1 < count ? dropout(index + 1) : []),
      ];
    });
    const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
    const all = [...layers.flat(), ...poolingLayers(input), ...dropout(count), output];
    return tf.model({ inputs, outputs: chain(all, values) });
  },
};

function recurrentLayer(input: BuildInput, place: number, returnSequences: boolean): Layer {
  const { tf, config } = input;
  const { kernelRegularizer } = penalties(input);
  const options = {
    units: numberOf(config, 'units'),
    recurrentActivation: 'sigmoid',
    kernelInitializer: 'glorotUniform',
    // The orthogonal one of TensorFlow.js takes seconds for a hundred units.
    recurrentInitializer: 'glorotUniform',
    recurrentDropout: numberOf(config, 'recurrentDropout'),
    returnSequences,
    name: `${config.cell}${place}`,
    ...(kernelRegularizer && { kernelRegularizer, recurrentRegularizer: kernelRegularizer }),
  } as const;
  const layer = config.cell === 'gru' ? tf.layers.gru(options) : tf.layers.lstm(options);
  if (config.bidirectional !== true) return layer;
  return tf.layers.bidirectional({ layer, mergeMode: 'concat', name: `bidirectional${place}` });
}

function poolingLayers({ tf, config }: BuildInput): Layer[] {
  const name = 'globalPool';
  if (config.pooling === 'average') return [tf.layers.globalAveragePooling1d({ name })];
  return config.pooling === 'max' ? [tf.layers.globalMaxPooling1d({ name })] : [];
}
