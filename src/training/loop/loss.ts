import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Task } from '../../data/dataset.ts';
import type { Tf } from '../tensorflow.ts';

/** The scalar loss of a batch. Outputs, targets and the optional soft targets of a teacher are [rows, outputs]. */
export type Loss = (outputs: Tensor, targets: Tensor, soft?: Tensor) => Tensor;

/**
 * Mean softmax cross-entropy of logits against one-hot targets, in nats, as one operation with its own gradient
 * (softmax − targets) / rows: the chain rule through logarithm and exponential would cost eight more kernels per step.
 */
export function softmaxCrossEntropy(tf: Tf): Loss {
  const operation = tf.customGrad((...inputs) => {
    const [logits, targets, save] = inputs as unknown as [Tensor2D, Tensor2D, (tensors: Tensor[]) => void];
    const rows = logits.shape[0];
    const logSoftmax = tf.logSoftmax(logits);
    const value = tf.mul(tf.sum(tf.mul(logSoftmax, targets)), -1 / rows);
    save([logSoftmax, targets]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [logProbabilities, wanted] = saved as [Tensor2D, Tensor2D];
      const difference = tf.sub(tf.exp(logProbabilities), wanted);
      return [tf.mul(difference, tf.div(dy, rows)), tf.zerosLike(wanted)];
    };
    return { value, gradFunc: gradFunc as never };
  });
  return (outputs, targets) => operation(outputs, targets);
}

/** The factor from a mean squared error of scaled targets to the target's own units, squared; 1 for classification. */
export function lossScale(task: Task): number {
  return task.kind === 'classification' ? 1 : task.std ** 2;
}

/** The loss that training minimises unless a module exports its own. */
export function taskLoss(tf: Tf, task: Task): Loss {
  return task.kind === 'classification' ? softmaxCrossEntropy(tf) : meanSquaredError(tf);
}

/** Mean of the squared differences, in the units of the scaled target. */
export function meanSquaredError(tf: Tf): Loss {
  return (outputs, targets) => tf.mean(tf.squaredDifference(outputs, targets));
}
