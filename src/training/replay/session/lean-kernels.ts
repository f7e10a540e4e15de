import type { GradConfig } from '@tensorflow/tfjs-core';
import { typeAttribute } from '../../native/attribute.ts';
import { nativeBackend } from '../../native/native-backend.ts';
import type { ReplacedMethods } from '../../replaced-methods.ts';
import type { Tensor, Tf } from '../../tensorflow.ts';

/** Ops that compute the gradient of an activation from its outputs, and whether they take these first. */
const gradientOps = {
  Relu: { op: 'ReluGrad', isOutputFirst: false },
  Relu6: { op: 'Relu6Grad', isOutputFirst: false },
  Sigmoid: { op: 'SigmoidGrad', isOutputFirst: true },
  Tanh: { op: 'TanhGrad', isOutputFirst: true },
} as const;

/**
 * Makes the gradient of an activation one op while a step is recorded: TensorFlow.js takes three to seven, of which those
 * of a rectifier hold its inputs. Where an output is not a number, the gradient is 0 for a rectifier; the loss tells of it.
 * A model that differentiates its own activations keeps the ops of TensorFlow.js for that.
 */
export function useLeanKernels(tf: Tf, replaced: ReplacedMethods): void {
  const backend = nativeBackend(tf);
  const type = typeAttribute('T', 'float32');
  for (const [kernel, { op, isOutputFirst }] of Object.entries(gradientOps)) {
    const config = tf.getGradient(kernel) as GradConfig;
    const { gradFunc } = config;
    replaced.replace(config, 'outputsToSave', [true]);
    replaced.replace(config, 'gradFunc', (given, saved, attributes) => {
      // The gradient of this gradient is that of TensorFlow.js: it does not see the op.
      if (tf.engine().isTapeOn()) return gradFunc(given, saved, attributes);
      const [dy, y] = [given as Tensor, saved.at(-1) as Tensor];
      return { x: () => backend.executeSingleOutput(op, [type], isOutputFirst ? [y, dy] : [dy, y]) };
    });
  }
}
