import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import type { Machine } from './machine.ts';

/** The arguments that TensorFlow.js passes to a kernel, without the backend, which is that of the machine. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly attrs: unknown;
}

/** Returns its output, or undefined for a case that is left to the backend's own kernel. */
export type Kernel = (call: KernelCall) => TensorInfo | TensorInfo[] | undefined;

/** The context in which a family of kernels is created. */
export interface KernelContext {
  readonly tf: Tf;
  readonly machine: Machine;
}

/** Kernels by their names in TensorFlow.js. */
export type KernelFamily = (workshop: KernelContext) => Readonly<Record<string, Kernel>>;

/** The inputs with these names; undefined if a given one is not float32. */
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

/** Whether all tensors hold 32-bit numbers, which is sufficient for moving them. */
export function areWords(tensors: readonly TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === 'float32' || dtype === 'int32');
}
