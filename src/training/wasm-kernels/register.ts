import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import { families } from './families.ts';
import type { Kernel, KernelContext } from './kernel.ts';
import { Machine, type WasmBackend } from './machine.ts';

const machines = new WeakMap<object, Machine>();

/**
 * Gives tfjs's wasm backend our kernels: those it lacks and training needs, and faster ones for those it has. The
 * backend must have loaded; an Error says when it has not. Doing so again does nothing. Returns what runs them.
 *
 * How they are made: `code/` assembles WebAssembly from expressions in TypeScript, and runs on the backend's own
 * memory; the other folders write routines with it, which know addresses and counts, and kernels in tfjs's sense,
 * which know shapes and types and run routines. What a kernel does not cover, such as whole numbers, it leaves to the
 * backend's own. All of a training step that the layers of tfjs make goes through routines.
 */
export function registerWasmKernels(tf: Tf): Machine {
  const backend = tf.findBackend('wasm') as unknown as WasmBackend | null;
  if (backend?.wasm.asm?.memory === undefined) {
    throw new Error('the wasm backend has not loaded, or is a version of it that hides its memory');
  }
  const known = machines.get(backend);
  if (known !== undefined) return known;
  const machine = new Machine(backend);
  machines.set(backend, machine);
  for (const family of families) {
    for (const [kernelName, kernel] of Object.entries(family({ tf, machine })))
      replace({ tf, machine }, kernelName, kernel);
  }
  announceKernels(tf, machine);
  return machine;
}

/** Lets the machine hear of every kernel that is not ours; also of those that a user registered meanwhile. */
export function announceKernels(tf: Tf, machine: Machine): void {
  for (const config of tf.getKernelsForBackend('wasm')) announce(machine, config);
}

/** These compute nothing: the result stands on the memory of what it was made of. */
const renamings: readonly string[] = ['Reshape', 'ExpandDims'];

/** Kernels that are ours, or tell the machine that they run. */
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
