import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import type { Loss } from './batch-loss.ts';

/**
 * Mean Poisson deviance of counts, whose expectation is the exponential of the output: 2 (eᶠ − y − y (f − ln y)), with
 * the gradient 2 (eᶠ − y).
 */
export function poissonDeviance(tf: Tf): Loss {
  return lossOf(tf, (outputs, counts) => {
    const means = tf.exp(outputs);
    const difference = tf.sub(means, counts);
    // y ln y is 0 for 0, and counts are whole.
    const logarithms = tf.log(tf.maximum(counts, 1));
    const terms = tf.mul(tf.sub(difference, tf.mul(counts, tf.sub(outputs, logarithms))), 2);
    return { terms, slopes: tf.mul(difference, 2) };
  });
}

/**
 * Mean pinball loss of quantiles (Koenker and Bassett 1978) over rows and quantiles. Targets have a column for each
 * quantile.
 */
export function pinballLoss(tf: Tf, quantiles: readonly number[]): Loss {
  return lossOf(tf, (outputs, targets) => {
    const short = tf.sub(targets, outputs);
    // The slope is −q below the target, and 1 − q at it and above.
    const slopes = tf.sub(tf.sub(1, tf.tensor2d([[...quantiles]])), tf.step(short));
    return { terms: tf.mul(tf.neg(slopes), short), slopes };
  });
}

/** The mean of terms, weighted by rows, as one operation with its own gradient with respect to the outputs. */
function lossOf(
  tf: Tf,
  of: (outputs: Tensor, targets: Tensor) => { readonly terms: Tensor; readonly slopes: Tensor },
): Loss {
  const operation = (weights: Tensor | undefined) =>
    tf.customGrad((...inputs) => {
      const [outputs, targets, save] = inputs as unknown as [Tensor, Tensor, (tensors: Tensor[]) => void];
      const { terms, slopes } = of(outputs, targets);
      const weighted = (each: Tensor) => (weights === undefined ? each : tf.mul(each, weights));
      save([weighted(slopes), targets]);
      const gradFunc = (dy: Tensor, saved: Tensor[]) => {
        const [slope, given] = saved as [Tensor, Tensor];
        return [tf.mul(slope, tf.div(dy, slope.size)), tf.zerosLike(given)];
      };
      return { value: tf.mean(weighted(terms)), gradFunc: gradFunc as never };
    });
  return (outputs, targets, { weights } = {}) => operation(weights)(outputs, targets);
}
