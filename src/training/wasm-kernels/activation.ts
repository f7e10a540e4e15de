import type { TensorInfo } from '@tensorflow/tfjs';
import { preluInPlace } from './binary.ts';
import type { Workshop } from './kernel.ts';
import { applyInPlace, type UnaryName } from './unary.ts';

/** What the fused kernels' attributes have in common. */
export interface FusedAttributes {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

const everything: readonly [number, number] = [-Infinity, Infinity];
const ranges: Readonly<Record<string, readonly [number, number]>> = { relu: [0, Infinity], relu6: [0, 6] };
const functions: Readonly<Record<string, UnaryName>> = { elu: 'Elu', sigmoid: 'Sigmoid', leakyrelu: 'LeakyRelu' };

/** What the sums are held to while they are still in registers. */
export function fusedRange({ activation }: FusedAttributes): readonly [number, number] {
  return ranges[activation ?? 'linear'] ?? everything;
}

/** Applies to a finished tensor a fused activation that is more than a range. */
export function activate(
  workshop: Workshop,
  tensor: TensorInfo,
  { activation = 'linear', leakyreluAlpha = 0 }: FusedAttributes,
  preluWeights: TensorInfo | null | undefined,
): void {
  const name = functions[activation];
  if (name !== undefined) applyInPlace(workshop.machine, name, tensor, leakyreluAlpha);
  else if (activation === 'prelu' && preluWeights != null) preluInPlace(workshop, tensor, preluWeights);
}
