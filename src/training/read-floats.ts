import type { Tensor } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';

/**
 * A float32 tensor's values, valid until the next operation. With a machine they are a view of its heap: `dataSync`
 * would copy megabytes.
 */
export function readFloats(tensor: Tensor, machine: Machine | undefined): Float32Array {
  if (machine === undefined) return tensor.dataSync<'float32'>();
  return machine.floats(machine.address(tensor), tensor.size);
}
