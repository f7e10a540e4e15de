import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { ReplacedMethods } from '../../replaced-methods.ts';
import type { Tensor, Tf } from '../../tensorflow.ts';

/**
 * Makes the gradient of a rectifier two ops while a step is recorded: tfjs-node's Step takes five and two tensors of its
 * size. A NaN becomes 0 here; the forward pass keeps it, so that the loss tells of it.
 */
export function useLeanKernels(tf: Tf, replaced: ReplacedMethods): void {
  const kernel = tf.getKernel('Step', 'tensorflow') as { kernelFunc: KernelConfig['kernelFunc'] };
  const { kernelFunc } = kernel;
  replaced.replace(kernel, 'kernelFunc', (given) => {
    const { alpha } = given.attrs as { readonly alpha?: number };
    const x = given.inputs.x as Tensor;
    if (alpha !== 0 || x.dtype !== 'float32') return kernelFunc(given);
    return tf.tidy(() => tf.cast(tf.greater(x, tf.scalar(0)), 'float32'));
  });
}
