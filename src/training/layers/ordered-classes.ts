import type { Tensor, Tf } from '../tensorflow.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense } from './stock-parts.ts';

/**
 * The logarithms of the probabilities of ordered classes, [classes − 1] → [classes], from the log odds of each step
 * upwards, f_k = logit P(y > k | y ≥ k): CORN of Shi, Cao and Raschka (2021). The cross-entropy of these probabilities
 * is the sum of the losses of the steps that a row has reached, which is CORN's loss times a constant.
 */
export function orderedClassesLayer(tf: Tf, name: string, classes: number): OwnLayer {
  const steps = classes - 1;
  return ownLayer(tf, name, {
    className: 'OrderedClasses',
    config: { classes },
    weights: {},
    shape: () => [classes],
    call(x) {
      const { shape } = x;
      const odds = tf.reshape(x, [-1, steps]);
      const term = (values: Tensor, kernel: number[][]) =>
        tf.matMul(tf.softplus(values) as never, tf.tensor2d(kernel));
      const scores = tf.add(term(tf.neg(odds), takenKernel(classes)), term(odds, lastKernel(classes)));
      return tf.reshape(scores, [...shape.slice(0, -1), classes]);
    },
    stock(x) {
      const kernel = Array.from({ length: steps }, (_, step) =>
        Array.from({ length: 2 * steps }, (_, at) => (at === step ? -1 : at === steps + step ? 1 : 0)),
      );
      const parts = fixedDense(tf, kernel, { activation: 'softplus' }).apply(x);
      return fixedDense(tf, [...takenKernel(classes), ...lastKernel(classes)]).apply(parts as never) as never;
    },
  });
}

/** [steps][classes]: −1 where a class lies beyond a step. */
function takenKernel(classes: number): number[][] {
  return kernelOf(classes, (step, label) => label > step);
}

/** [steps][classes]: −1 where a class is the one at which a step was not taken. */
function lastKernel(classes: number): number[][] {
  return kernelOf(classes, (step, label) => label === step);
}

function kernelOf(classes: number, isPart: (step: number, label: number) => boolean): number[][] {
  return Array.from({ length: classes - 1 }, (_, step) =>
    Array.from({ length: classes }, (_, label) => (isPart(step, label) ? -1 : 0)),
  );
}
