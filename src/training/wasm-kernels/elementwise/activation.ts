import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Machine } from '../machine.ts';
import { combineInto } from './binary.ts';
import { applyInPlace, type UnaryName } from './unary.ts';

/** What the fused kernels' attributes have in common. */
export interface FusedAttributes {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

const everything: readonly [number, number] = [-Infinity, Infinity];
const ranges: Readonly<Record<string, readonly [number, number]>> = { relu: [0, Infinity], relu6: [0, 6] };
const functions: Readonly<Record<string, UnaryName>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
};

/** What sums can be held to while they are still in registers; then `activate` is not for these activations. */
export function fusedRange({ activation }: FusedAttributes): readonly [number, number] {
  return ranges[activation ?? 'linear'] ?? everything;
}

/** Applies a fused activation to a finished tensor, where it stands. */
export function activate(
  machine: Machine,
  tensor: TensorInfo,
  { activation = 'linear', leakyreluAlpha = 0 }: FusedAttributes,
  preluWeights: TensorInfo | null | undefined,
): void {
  const name = functions[activation];
  if (name !== undefined) applyInPlace(machine, name, tensor, leakyreluAlpha);
  else if (activation === 'prelu' && preluWeights != null) {
    combineInto(machine, 'Prelu', { a: tensor, b: preluWeights, out: tensor });
  }
}

/** The same, when the tensor has been held to its `fusedRange`. */
export const activateBeyondRange: typeof activate = (machine, tensor, attrs, preluWeights) => {
  if (fusedRange(attrs) === everything) activate(machine, tensor, attrs, preluWeights);
};
