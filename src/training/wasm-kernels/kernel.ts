import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import type { Machine } from './machine.ts';

/** What tfjs gives a kernel, but for the backend, which is the machine's. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly attrs: unknown;
}

/** Computes its output; or undefined, to leave a case that is not worth a routine to the backend's own kernel. */
export type Kernel = (call: KernelCall) => TensorInfo | TensorInfo[] | undefined;

/** What a family of kernels is made of. */
export interface KernelContext {
  readonly tf: Tf;
  readonly machine: Machine;
}

/** Kernels by tfjs's names for them. */
export type KernelFamily = (workshop: KernelContext) => Readonly<Record<string, Kernel>>;

/** The inputs, of the names that the kernel has them under, when all that are given are float32. */
export function floats<Name extends string>(
  { inputs }: KernelCall,
  ...names: readonly Name[]
): Readonly<Record<Name, TensorInfo>> | undefined {
  for (const name of names) {
    const input: TensorInfo | null | undefined = inputs[name];
    if (input != null && input.dtype !== 'float32') return undefined;
  }
  return inputs as Readonly<Record<Name, TensorInfo>>;
}

/** Whether all are of numbers of 32 bits, which is all that moving them needs to know. */
export function areWords(tensors: readonly TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === 'float32' || dtype === 'int32');
}
