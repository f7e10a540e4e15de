import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import type { Loss } from './batch-loss.ts';

/**
 * Mean binary cross-entropy of logits against 0 or 1, in nats, over rows and labels, as one operation with its own
 * gradient (sigmoid − targets) / count. log(1 + exp(z)) − z · y is exact for logits of any size.
 */
export function sigmoidCrossEntropy(tf: Tf): Loss {
  const plain = tf.customGrad((...inputs) => {
    const [logits, targets, save] = inputs as unknown as [Tensor, Tensor, (tensors: Tensor[]) => void];
    save([logits, targets]);
    const value = tf.mul(tf.sum(lossOf(tf, logits, targets)), 1 / logits.size);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [scores, wanted] = saved as [Tensor, Tensor];
      const difference = tf.sub(tf.sigmoid(scores), wanted);
      return [tf.mul(difference, tf.div(dy, scores.size)), tf.zerosLike(wanted)];
    };
    return { value, gradFunc: gradFunc as never };
  });
  const weighted = tf.customGrad((...inputs) => {
    const [logits, targets, weights, save] = inputs as unknown as [
      Tensor,
      Tensor,
      Tensor,
      (tensors: Tensor[]) => void,
    ];
    save([logits, targets, weights]);
    const value = tf.mul(tf.sum(tf.mul(lossOf(tf, logits, targets), weights)), 1 / logits.size);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [scores, wanted, each] = saved as [Tensor, Tensor, Tensor];
      const difference = tf.mul(tf.sub(tf.sigmoid(scores), wanted), each);
      return [tf.mul(difference, tf.div(dy, scores.size)), tf.zerosLike(wanted), tf.zerosLike(each)];
    };
    return { value, gradFunc: gradFunc as never };
  });
  return (outputs, targets, { weights } = {}) =>
    (weights === undefined ? plain(outputs, targets) : weighted(outputs, targets, weights)) as Tensor;
}

function lossOf(tf: Tf, logits: Tensor, targets: Tensor): Tensor {
  return tf.sub(tf.softplus(logits), tf.mul(logits, targets));
}
