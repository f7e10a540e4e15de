import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { unmaskedSteps } from '../layers/padded-steps.ts';
import type { Layer } from '../model-layers.ts';
import { hasTokens } from './embedding-layers.ts';
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
/** States are between -1 and 1; the largest of a text without tokens is this, as it is below all. */
const belowStates = -2;

/**
 * A recurrent network for sequences: `layers` of LSTM (Hochreiter and Schmidhuber 1997) or GRU cells (Cho et al. 2014),
 * then the last state of the last layer, or the mean or the largest value of its states over time.
 */
export const rnn: ModelFamily = {
  parameters: {
    cell: { type: 'choice', values: ['lstm', 'gru'], default: 'lstm' },
    layers: { type: 'integer', min: 1, max: 8, default: 1 },
    units: { type: 'integer', min: 1, max: 4096, default: 64 },
    /** `backward` reads the last step first, in all layers; `both` has two states of `units`. */
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
    const { tf, config, data } = input;
    requireFit(rnn, data);
    const isMasked = data.pad !== undefined || hasTokens(data);
    // Such a layer returns its states from the last to the first, and passes on the mask from the first to the last.
    const needsOrder = numberOf(config, 'layers') > 1 || isPooled(config);
    const isReversed = config.direction === 'backward' && isMasked && needsOrder;
    const { inputs, sequences, others } = sequenceInputs(input, { isReversed });
    const states = sequences.map((sequence) => stateOf(input, sequence, isReversed));
    const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
    const values = sideBySide(input, [...states, ...(others ? [others] : [])]);
    return tf.model({ inputs, outputs: output.apply(values) as SymbolicTensor });
  },
};

function isPooled({ pooling }: BuildInput['config']): boolean {
  return pooling === 'average' || pooling === 'max';
}

function stateOf(
  input: BuildInput,
  { values, suffix, flags }: Sequence,
  isReversed: boolean,
): SymbolicTensor {
  const { tf, config } = input;
  const count = numberOf(config, 'layers');
  const dropout = (place: number) =>
    dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${place}${suffix}`);
  const layers = Array.from({ length: count }, (_, index) => {
    const isLast = index + 1 === count;
    const layer = recurrentLayer(input, `${index + 1}${suffix}`, {
      returnSequences: !isLast || isPooled(config),
      // The layers after it receive its states in the order in which it reads.
      goBackwards: config.direction === 'backward' && index === 0 && !isReversed,
    });
    return isLast ? [layer] : [layer, ...dropout(index + 1)];
  });
  const states = chain(layers.flat(), values);
  if (!isPooled(config)) return chain(dropout(count), states);
  const steps = flags ? (unmaskedSteps(tf, `unmasked${suffix}`).apply(states) as SymbolicTensor) : states;
  const pooling = config.pooling === 'max' ? 'max' : 'average';
  return chain(dropout(count), pooledSteps(input, { values: steps, suffix, flags }, pooling, belowStates));
}

function recurrentLayer(
  input: BuildInput,
  place: string,
  order: { readonly returnSequences: boolean; readonly goBackwards: boolean },
): Layer {
  const { tf, config } = input;
  const { kernelRegularizer } = penalties(input);
  const options = {
    units: numberOf(config, 'units'),
    recurrentActivation: 'sigmoid',
    kernelInitializer: 'glorotUniform',
    // The orthogonal one of TensorFlow.js takes seconds for a hundred units.
    recurrentInitializer: 'glorotUniform',
    recurrentDropout: numberOf(config, 'recurrentDropout'),
    ...order,
    name: `${config.cell}${place}`,
    ...(kernelRegularizer && { kernelRegularizer, recurrentRegularizer: kernelRegularizer }),
  } as const;
  const layer = config.cell === 'gru' ? tf.layers.gru(options) : tf.layers.lstm(options);
  if (config.direction !== 'both') return layer;
  return tf.layers.bidirectional({ layer, mergeMode: 'concat', name: `bidirectional${place}` });
}
