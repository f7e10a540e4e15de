import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tf } from '../tensorflow.ts';
import { fixedDense, scaled, sumOf } from './stock-parts.ts';

/** A sequence of layers, applied to symbolic values. */
type Values = (values: SymbolicTensor) => SymbolicTensor;

/** The logit of padding, which is no class: its exponential is 0. */
const nothing = -1e4;

/**
 * The logarithm of the weighted mean of softmaxes of logits [classes], built from stock layers of TensorFlow.js. None
 * of them is a logarithm, but log(eᵃ + eᵇ) is a + softplus(b − a), which also keeps small probabilities exact.
 */
export function logMean(
  tf: Tf,
  logits: readonly SymbolicTensor[],
  weights: readonly number[],
  classes: number,
): SymbolicTensor {
  const logSoftmax = logSoftmaxLayers(tf, classes);
  const terms = logits.map((each, member) =>
    scaled(tf, logSoftmax(each), 1, Math.log(weights[member] as number)),
  );
  return logSumOf(tf, terms);
}

/** The logarithm of the sum of exponentials of symbolic values of one shape, element by element. */
export function logSumOf(tf: Tf, terms: readonly SymbolicTensor[]): SymbolicTensor {
  return terms.reduce((sum, term) => logSum(tf, sum, term));
}

/** log(eᵃ + eᵇ). */
function logSum(tf: Tf, a: SymbolicTensor, b: SymbolicTensor): SymbolicTensor {
  const gap = sumOf(tf, b, scaled(tf, a, -1));
  return sumOf(tf, a, tf.layers.activation({ activation: 'softplus' }).apply(gap) as SymbolicTensor);
}

/** z − log Σ eᶻ. All inputs share the same layers. */
function logSoftmaxLayers(tf: Tf, classes: number): Values {
  const total = logSumLayers(tf, classes);
  const repeat = tf.layers.repeatVector({ n: classes });
  const flat = tf.layers.reshape({ targetShape: [classes] });
  return (logits) => {
    const repeated = flat.apply(repeat.apply(total(logits))) as SymbolicTensor;
    return sumOf(tf, logits, scaled(tf, repeated, -1));
  };
}

/** log Σ eᶻ, [classes] → [1]: padded to a power of 2, then neighbours are summed until one is left. */
function logSumLayers(tf: Tf, classes: number): Values {
  const length = 2 ** Math.ceil(Math.log2(classes));
  const pad = fixedDense(tf, padding(classes, length), {
    bias: Float32Array.from({ length }, (_, to) => (to < classes ? 0 : nothing)),
  });
  const levels: Values[] = [];
  for (let half = length / 2; half >= 1; half /= 2) levels.push(pairLayers(tf, half));
  return (logits) => {
    const padded = length === classes ? logits : (pad.apply(logits) as SymbolicTensor);
    return levels.reduce((values, level) => level(values), padded);
  };
}

/** [2 × half] → [half]: log(eᵃ + eᵇ) of each pair of neighbours. */
function pairLayers(tf: Tf, half: number): Values {
  const pairs = tf.layers.reshape({ targetShape: [half, 2] });
  const first = fixedDense(tf, [[1], [0]]);
  const gap = fixedDense(tf, [[-1], [1]], { activation: 'softplus' });
  const flat = tf.layers.reshape({ targetShape: [half] });
  return (values) => {
    const split = pairs.apply(values) as SymbolicTensor;
    const parts = [first, gap].map((layer) => layer.apply(split) as SymbolicTensor);
    return flat.apply(sumOf(tf, ...parts)) as SymbolicTensor;
  };
}

function padding(classes: number, length: number): number[][] {
  return Array.from({ length: classes }, (_, from) =>
    Array.from({ length }, (_, to) => (from === to ? 1 : 0)),
  );
}
