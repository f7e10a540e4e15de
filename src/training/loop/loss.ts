import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Task } from '../../data/dataset.ts';
import type { Tf } from '../tensorflow.ts';
import type { Loss } from './batch-loss.ts';
import { jointLoss } from './joint-loss.ts';
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';
import { pinballLoss, poissonDeviance } from './value-losses.ts';

/**
 * Mean softmax cross-entropy of logits against one-hot targets, in nats, as one operation with its own gradient
 * (softmax − targets) / rows: the chain rule through logarithm and exponential would cost eight more kernels per step.
 */
export function softmaxCrossEntropy(tf: Tf): Loss {
  const operation = tf.customGrad((...inputs) => {
    const [logits, targets, save] = inputs as unknown as [Tensor2D, Tensor2D, (tensors: Tensor[]) => void];
    const rows = rowsOf(logits);
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
  const weighted = weightedCrossEntropy(tf);
  return (outputs, targets, { weights } = {}) =>
    weights === undefined ? operation(outputs, targets) : weighted(outputs, targets, weights);
}

/** Rows of all members. */
function rowsOf({ shape, size }: Tensor): number {
  return size / (shape.at(-1) as number);
}

/** The same with each row's term multiplied by its weight; still divided by the number of rows. */
function weightedCrossEntropy(tf: Tf): (...inputs: Tensor[]) => Tensor {
  return tf.customGrad((...inputs) => {
    const [logits, targets, weights, save] = inputs as unknown as [
      Tensor2D,
      Tensor2D,
      Tensor2D,
      (tensors: Tensor[]) => void,
    ];
    const rows = rowsOf(logits);
    const logSoftmax = tf.logSoftmax(logits);
    const value = tf.mul(tf.sum(tf.mul(tf.mul(logSoftmax, targets), weights)), -1 / rows);
    save([logSoftmax, targets, weights]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [logProbabilities, wanted, each] = saved as [Tensor2D, Tensor2D, Tensor2D];
      const difference = tf.mul(tf.sub(tf.exp(logProbabilities), wanted), each);
      return [tf.mul(difference, tf.div(dy, rows)), tf.zerosLike(wanted), tf.zerosLike(each)];
    };
    return { value, gradFunc: gradFunc as never };
  });
}

/**
 * The factor from the loss of scaled targets to the units of the target or of its transform: squared for a mean squared
 * error, plain for quantiles, and 1 for classes and counts, and for several targets, whose losses are added up as they
 * are trained on.
 */
export function lossScale(task: Task): number {
  if (task.kind !== 'regression' || task.count) return 1;
  return task.quantiles === undefined ? task.std ** 2 : task.std;
}

/** The loss that training minimises unless a module exports its own. */
export function taskLoss(tf: Tf, task: Task): Loss {
  if (task.kind === 'joint') return jointLoss(tf, task, (own) => taskLoss(tf, own));
  if (task.kind === 'multilabel') return sigmoidCrossEntropy(tf);
  if (task.kind === 'classification') return softmaxCrossEntropy(tf);
  if (task.count) return poissonDeviance(tf);
  return task.quantiles === undefined ? meanSquaredError(tf) : pinballLoss(tf, task.quantiles);
}

/** Mean of the squared differences, in the units of the scaled target. */
export function meanSquaredError(tf: Tf): Loss {
  return (outputs, targets, { weights } = {}) => {
    const squares = tf.squaredDifference(outputs, targets);
    return tf.mean(weights === undefined ? squares : tf.mul(squares, weights));
  };
}
