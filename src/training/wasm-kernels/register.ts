import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import { families } from './families.ts';
import type { Kernel, KernelContext } from './kernel.ts';
import { Machine, type WasmBackend } from './machine.ts';

const machines = new WeakMap<object, Machine>();

/**
 * Registers this package's kernels with the wasm backend of TensorFlow.js: those that training needs and it lacks, and
 * faster ones. Throws an Error unless the backend has loaded. Further calls do nothing. Returns the machine.
 * `threads` compute large matrix products together where the backend's memory is shared.
 *
 * `code/` assembles WebAssembly, which runs on the backend's own memory, from expressions in TypeScript. The other
 * folders use it for routines, which know addresses and counts, and for kernels in the sense of TensorFlow.js, which
 * know shapes and types and run routines. A case that a kernel does not cover, such as integers, is left to the
 * backend's own kernel. Routines cover every kernel of a training step of the layers of TensorFlow.js.
 */
export function registerWasmKernels(tf: Tf, threads = 1): Machine {
  const backend = tf.findBackend('wasm') as unknown as WasmBackend | null;
  if (backend?.wasm.asm?.memory === undefined) {
    throw new Error('the wasm backend has not loaded, or is a version of it that hides its memory');
  }
  const known = machines.get(backend);
  if (known !== undefined) return known;
  const machine = new Machine(backend, threads);
  machines.set(backend, machine);
  for (const family of families) {
    for (const [kernelName, kernel] of Object.entries(family({ tf, machine })))
      replace({ tf, machine }, kernelName, kernel);
  }
  announceKernels(tf, machine);
  return machine;
}

/** Makes every foreign kernel notify the machine when it runs, including kernels that a user has registered since. */
export function announceKernels(tf: Tf, machine: Machine): void {
  for (const config of tf.getKernelsForBackend('wasm')) announce(machine, config);
}

/** Kernels that compute nothing: the result shares its input's memory. */
const renamings: readonly string[] = ['Reshape', 'ExpandDims'];

/** Kernels of this package, and those that already notify the machine. */
const announced = new WeakSet<KernelConfig>();

function announce(machine: Machine, config: KernelConfig): void {
  if (announced.has(config) || renamings.includes(config.kernelName)) return;
  announced.add(config);
  const { kernelFunc, kernelName } = config;
  config.kernelFunc = (call) => {
    machine.onForeignKernel?.(kernelName);
    return kernelFunc(call);
  };
}

function replace({ tf, machine }: KernelContext, kernelName: string, kernel: Kernel): void {
  const stock: KernelConfig | undefined = tf.getKernel(kernelName, 'wasm') ?? undefined;
  if (stock !== undefined) tf.unregisterKernel(kernelName, 'wasm');
  const kernelFunc: KernelFunc = (call) => {
    const output = kernel(call as Parameters<Kernel>[0]);
    if (output !== undefined) return output;
    machine.onForeignKernel?.(kernelName);
    return leaveTo(stock, call);
  };
  const config: KernelConfig = { ...stock, kernelName, backendName: 'wasm', kernelFunc };
  announced.add(config);
  tf.registerKernel(config);
}

function leaveTo(
  stock: KernelConfig | undefined,
  call: Parameters<KernelFunc>[0],
): TensorInfo | TensorInfo[] {
  if (stock === undefined) throw new Error('the wasm backend has no kernel for these shapes and types');
  return stock.kernelFunc(call);
}
