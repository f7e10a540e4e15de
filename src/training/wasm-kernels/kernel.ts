import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from '../tensorflow.ts';
import type { Machine } from './machine.ts';

/** What tfjs gives a kernel, but for the backend, which is the machine's. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly attrs: unknown;
}

/** Computes an output; or undefined, to leave a case that is not worth a routine to the backend's own kernel. */
export type Kernel = (call: KernelCall) => TensorInfo | undefined;

/** What a family of kernels is made of. */
export interface Workshop {
  readonly tf: Tf;
  readonly machine: Machine;
}

/** Kernels by tfjs's names for them. */
export type KernelFamily = (workshop: Workshop) => Readonly<Record<string, Kernel>>;

/** Inputs by name, when all that are given are float32. */
export function floats<Name extends string>(
  { inputs }: KernelCall,
  ..._names: readonly Name[]
): Readonly<Record<Name, TensorInfo>> | undefined {
  const areFloats = Object.values(inputs).every((input) => input == null || input.dtype === 'float32');
  return areFloats ? (inputs as Readonly<Record<Name, TensorInfo>>) : undefined;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
