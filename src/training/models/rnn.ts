import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { maskedSteps, unmaskedSteps } from '../layers/padded-steps.ts';
import type { Layer } from '../model-layers.ts';
import { chain, dropoutLayers, dropoutRate, layerParameters, penalties } from './layer-parts.ts';
import { type BuildInput, type ModelFamily, numberOf, requireFit } from './model-family.ts';
import { pooledSteps } from './pooled-steps.ts';
import {
  embeddingParameter,
  type Sequence,
  sequenceInputs,
  sequenceMisfit,
  sideBySide,
} from './sequence-inputs.ts';

const { l1, l2 } = layerParameters;

/**
 * A recurrent network for sequences: `layers` of LSTM (Hochreiter and Schmidhuber 1997) or GRU cells (Cho et al. 2014),
 * then the last state of the last layer, or the mean or the largest value of its states over time.
 */
export const rnn: ModelFamily = {
  parameters: {
    cell: { type: 'choice', values: ['lstm', 'gru'], default: 'lstm' },
    layers: { type: 'integer', min: 1, max: 8, default: 1 },
    units: { type: 'integer', min: 1, max: 4096, default: 64 },
    /** `both` has two states of `units`. `backward` reads the padding at the end of a text first, which leaves no trace. */
    direction: { type: 'choice', values: ['forward', 'backward', 'both'], default: 'forward' },
    pooling: { type: 'choice', values: ['last', 'average', 'max'], default: 'last' },
    /** Learned numbers of a token. */
    embedding: embeddingParameter,
    /** After each layer. */
    dropout: dropoutRate,
    /** The rate for the state, with one mask for all steps of a sequence (Gal and Ghahramani 2016). */
    recurrentDropout: dropoutRate,
    ...{ l1, l2 },
  },
  takesTokens: true,
  misfit: sequenceMisfit('rnn'),
  build(input) {
    const { tf, data } = input;
    requireFit(rnn, data);
    const { inputs, sequences, others } = sequenceInputs(input);
    const states = sequences.map((sequence) => stateOf(input, sequence));
    const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
    const values = sideBySide(input, [...states, ...(others ? [others] : [])]);
    return tf.model({ inputs, outputs: output.apply(values) as SymbolicTensor });
  },
};

function stateOf(input: BuildInput, { values, suffix, flags }: Sequence): SymbolicTensor {
  const { tf, config } = input;
  const count = numberOf(config, 'layers');
  const dropout = (place: number) =>
    dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${place}${suffix}`);
  const layers = Array.from({ length: count }, (_, index) => {
    const isLast = index + 1 === count;
    const layer = recurrentLayer(input, `${index + 1}${suffix}`, !isLast || config.pooling !== 'last');
    return isLast ? [layer] : [layer, ...dropout(index + 1)];
  });
  const { pooling } = config;
  const isPooled = pooling === 'average' || pooling === 'max';
  if (flags === undefined) {
    const states = chain(layers.flat(), values);
    return chain(dropout(count), isPooled ? pooledSteps(input, { values: states, suffix }, pooling) : states);
  }
  // Such a layer returns its states from the last to the first, and passes on the mask from the first to the last.
  if (config.direction === 'backward' && (isPooled || count > 1)) {
    throw new Error("with padded sequences direction 'backward' has one layer, and pooling 'last'");
  }
  const states = chain([maskedSteps(tf, `masked${suffix}`), ...layers.flat()], values);
  if (!isPooled) return chain(dropout(count), states);
  const steps = unmaskedSteps(tf, `unmasked${suffix}`).apply(states) as SymbolicTensor;
  return chain(dropout(count), pooledSteps(input, { values: steps, suffix, flags }, pooling));
}

function recurrentLayer(input: BuildInput, place: string, returnSequences: boolean): Layer {
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
    ...(config.direction === 'backward' && { goBackwards: true }),
    name: `${config.cell}${place}`,
    ...(kernelRegularizer && { kernelRegularizer, recurrentRegularizer: kernelRegularizer }),
  } as const;
  const layer = config.cell === 'gru' ? tf.layers.gru(options) : tf.layers.lstm(options);
  if (config.direction !== 'both') return layer;
  return tf.layers.bidirectional({ layer, mergeMode: 'concat', name: `bidirectional${place}` });
}
