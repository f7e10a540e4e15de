import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Machine } from '../machine.ts';
import { combineInto } from './binary.ts';
import { applyInPlace, type UnaryName } from './unary.ts';

/** The common attributes of fused kernels. */
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

/** The range to which sums are clamped in registers; activations that are such a range need no `activate`. */
export function fusedRange({ activation }: FusedAttributes): readonly [number, number] {
  return ranges[activation ?? 'linear'] ?? everything;
}

/** Applies a fused activation to a tensor in place. */
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

/** Applies a fused activation to a tensor that has already been clamped to its `fusedRange`. */
export const activateBeyondRange: typeof activate = (machine, tensor, attrs, preluWeights) => {
  if (fusedRange(attrs) === everything) activate(machine, tensor, attrs, preluWeights);
};
