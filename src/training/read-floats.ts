import type { Tensor } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';

/**
 * A float32 tensor's values, good until the next operation: on the machine's heap a view, where TensorFlow.js would copy
 * megabytes that nobody keeps.
 */
export function readFloats(tensor: Tensor, machine: Machine | undefined): Float32Array {
  if (machine === undefined) return tensor.dataSync<'float32'>();
  return machine.floats(machine.address(tensor), tensor.size);
}
