import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tf } from '../tensorflow.ts';
import { parametricKernels } from '../wasm-kernels/elementwise/parametric-activation.ts';
import { ownOperation } from './own-kernel.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { reshaped, scaled, scaledBy, sumOf } from './stock-parts.ts';

/**
 * Multiplies each input by a learned factor, 1 at first: [width] → [width] (Holzmüller et al. 2024). With `members` each
 * has factors of its own, −1 or 1 at first: [width] → [members, width] (Gorishniy et al. 2025).
 */
export function scaleLayer(tf: Tf, name: string, width: number, members: number): OwnLayer {
  const shape = members === 1 ? [width] : [members, width];
  const signs = (each: number[]) => tf.sign(tf.randomUniform(each, -1, 1));
  return ownLayer(tf, name, {
    className: 'Scale',
    config: { width, members },
    weights: { scale: { shape, start: members === 1 ? (each) => tf.ones(each) : signs } },
    shape: () => shape,
    call: (x, { scale }) => tf.mul(members === 1 ? x : tf.expandDims(x, 1), scale),
    stock(x, { scale }) {
      if (members === 1) return scaledBy(tf, x, scale);
      const repeated = tf.layers.repeatVector({ n: members }).apply(x) as SymbolicTensor;
      const flat = scaledBy(tf, reshaped(tf, repeated, members * width), scale);
      return reshaped(tf, flat, members, width);
    },
  });
}

export type ActivationName = 'selu' | 'mish' | 'relu' | 'swish' | 'tanh';

function activate(tf: Tf, name: ActivationName, x: Tensor): Tensor {
  switch (name) {
    case 'mish':
      return tf.mul(x, tf.tanh(tf.softplus(x)));
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    default:
      return tf[name](x);
  }
}

/** x + α (f(x) − x), by the backend's own kernel if it has one. */
export function parametric(tf: Tf, activation: ActivationName) {
  return ownOperation(tf, parametricKernels, ['x', 'mixture'], { activation }, ({ x, mixture }) =>
    tf.add(x, tf.mul(mixture, tf.sub(activate(tf, activation, x), x))),
  );
}

/** x + α (f(x) − x), where each unit learns its α, 1 at first (Holzmüller et al. 2024). The last axis is the units'. */
export function parametricActivationLayer(
  tf: Tf,
  name: string,
  activation: ActivationName,
  units: number,
): OwnLayer {
  return ownLayer(tf, name, {
    className: 'ParametricActivation',
    config: { activation, units },
    weights: { mixture: { shape: [units], start: (each) => tf.ones(each) } },
    shape: (row) => row,
    call: (x, { mixture }) => parametric(tf, activation)({ x, mixture }),
    stock(x, { mixture }) {
      const activated = tf.layers.activation({ activation }).apply(x) as SymbolicTensor;
      const difference = sumOf(tf, activated, scaled(tf, x, -1));
      return sumOf(tf, x, scaledBy(tf, difference, mixture));
    },
  });
}
