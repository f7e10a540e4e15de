import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { spatialDropoutLayer } from '../layers/spatial-dropout.ts';
import { tokenShareLayer } from '../layers/token-embedding.ts';
import type { LayersModel } from '../tensorflow.ts';
import { embeddingLayers, hasTokens, rowParts, type TokenInput } from './embedding-layers.ts';
import {
  activatedLayers,
  chain,
  denseLayers,
  dropoutLayers,
  dropoutRate,
  layerParameters,
  penalties,
} from './layer-parts.ts';
import { type BuildInput, type ModelFamily, numberOf, requireFit } from './model-family.ts';
import { embeddingParameter, sideBySide } from './sequence-inputs.ts';

/**
 * A network for texts as token ids, with other columns beside them: the tokens' embeddings are pooled over each text
 * (Joulin et al., "Bag of tricks for efficient text classification", 2017), or convolutions over several adjacent tokens
 * are (Kim, "Convolutional neural networks for sentence classification", 2014). Then `layers` dense
 * layers of `units` with dropout before each and before the output.
 */
export const text: ModelFamily = {
  parameters: {
    /** Learned numbers of a token. */
    embedding: embeddingParameter,
    /**
     * The vector of a text: the mean of its tokens' embeddings, the largest of each number in them, not below 0, or
     * both; padding has no part in these. Or the largest values of convolutions.
     */
    encoder: { type: 'choice', values: ['average', 'max', 'both', 'convolutions'], default: 'average' },
    /** Convolutions of each size. */
    filters: { type: 'integer', min: 1, max: 1024, default: 32 },
    /** Tokens under the smallest convolution; each next size has one more. */
    kernelSize: { type: 'integer', min: 1, max: 16, default: 2 },
    kernelSizes: { type: 'integer', min: 1, max: 8, default: 3 },
    layers: { type: 'integer', min: 0, max: 20, default: 1 },
    units: { type: 'integer', min: 1, max: 65_536, default: 32 },
    dropout: dropoutRate,
    /** The rate at which whole numbers of all embeddings of a text are dropped. */
    embeddingDropout: dropoutRate,
    ...layerParameters,
  },
  takesTokens: true,
  misfit(data) {
    if (hasTokens(data)) return undefined;
    return data.columns === undefined
      ? `text needs one sequence of token ids, and the inputs are [${data.inputShape}]`
      : 'text needs a column of token ids: declare one in data.columns, as in {"type": "text", "as": "tokens"}';
  },
  build: buildText,
};

function buildText(input: BuildInput): LayersModel {
  const { tf, config, data } = input;
  requireFit(text, data);
  const inputs = tf.input({ shape: [...data.inputShape], name: 'input' });
  const { texts, others } = rowParts(input, inputs);
  const parts = [...texts.flatMap((each) => encoded(input, each)), ...(others ? [others] : [])];
  let values = sideBySide(input, parts);
  for (let layer = 1; layer <= numberOf(config, 'layers'); layer++)
    values = hiddenLayer(input, values, layer);
  const dropout = dropoutLayers(tf, numberOf(config, 'dropout'), 'dropout');
  const output = tf.layers.dense({ units: data.outputs, name: 'output', ...penalties(input) });
  return tf.model({ inputs, outputs: chain([...dropout, output], values) });
}

/** A text as vectors of features. */
function encoded(input: BuildInput, text: TokenInput): SymbolicTensor[] {
  const { tf, config } = input;
  const embedded = embeddingLayers(input, text, { width: numberOf(config, 'embedding') });
  const rateOfNumbers = numberOf(config, 'embeddingDropout');
  const dropout =
    rateOfNumbers === 0 ? [] : [spatialDropoutLayer(tf, rateOfNumbers, `embeddingDropout${text.place}`, 1)];
  const values = chain(dropout, embedded);
  return config.encoder === 'convolutions' ? convolved(input, text, values) : pooled(input, text, values);
}

function pooled({ tf, config }: BuildInput, text: TokenInput, values: SymbolicTensor): SymbolicTensor[] {
  const { place, ids, length, size } = text;
  const mean = () => {
    const sum = tf.layers.globalAveragePooling1d({ name: `average${place}` }).apply(values) as SymbolicTensor;
    const share = tokenShareLayer(tf, `share${place}`, { length, size }).apply(ids) as SymbolicTensor;
    return tf.layers.multiply({ name: `mean${place}` }).apply([sum, share]) as SymbolicTensor;
  };
  const largest = () =>
    // Padding is zeros: rectified, the largest number is the same with padding and without.
    chain(
      [
        tf.layers.globalMaxPooling1d({ name: `max${place}` }),
        tf.layers.activation({ activation: 'relu', name: `rectified${place}` }),
      ],
      values,
    );
  return [
    ...(config.encoder === 'max' ? [] : [mean()]),
    ...(config.encoder === 'average' ? [] : [largest()]),
  ];
}

/** The largest values of convolutions of each size over the text and the padding after it. */
function convolved(input: BuildInput, { place }: TokenInput, values: SymbolicTensor): SymbolicTensor[] {
  const { tf, config } = input;
  const smallest = numberOf(config, 'kernelSize');
  return Array.from({ length: numberOf(config, 'kernelSizes') }, (_, index) => {
    const kernelSize = smallest + index;
    const name = `${place}_${kernelSize}`;
    const convolution = activatedLayers(input, 'relu', `Conv${name}`, (options) =>
      tf.layers.conv1d({
        filters: numberOf(config, 'filters'),
        kernelSize,
        padding: 'same',
        kernelInitializer: 'heNormal',
        name: `conv${name}`,
        ...penalties(input),
        ...options,
      }),
    );
    return chain([...convolution, tf.layers.globalMaxPooling1d({ name: `pool${name}` })], values);
  });
}

function hiddenLayer(input: BuildInput, values: SymbolicTensor, layer: number): SymbolicTensor {
  const { tf, config } = input;
  const dense = denseLayers(input, `${layer}`, `dense${layer}`);
  return chain([...dropoutLayers(tf, numberOf(config, 'dropout'), `dropout${layer}`), ...dense], values);
}
