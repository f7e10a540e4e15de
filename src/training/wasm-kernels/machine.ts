import type { DataType, TensorInfo } from '@tensorflow/tfjs';
import { assemble, type Exported } from './assembler.ts';
import { gemmScratchBytes } from './gemm.ts';
import type { Routine } from './instructions.ts';
import { panelRowBytes } from './tile.ts';

/** The little of tfjs's wasm backend (4.22) that we build on. */
export interface WasmBackend {
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  disposeData(dataId: object): boolean;
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  readonly wasm: { _malloc(bytes: number): number; readonly asm: { readonly memory: WasmMemory } };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A call as it was made: calling it again does the same to the same addresses. */
export interface RecordedCall {
  readonly run: (...operands: number[]) => void;
  readonly operands: readonly number[];
}

/** Floats of im2col patches that are made at a time: 512 KB. */
export const patchFloats = 128 * 1024;

/**
 * Runs our routines on the wasm backend's own heap. A routine is compiled when it is first run. Since everything is
 * an address and a count, a call can be recorded and made again; `recorder` sees every one while it is set.
 */
export class Machine {
  recorder: ((call: RecordedCall) => void) | undefined;
  /** For `gemm`; holds nothing between two kernels, and nor do the patches. */
  readonly scratch: number;
  /** Eight zeros, for sums that start from nothing. */
  readonly zeros: number;
  #patches: { readonly address: number; readonly floats: number };
  readonly #backend: WasmBackend;
  readonly #compiled = new Map<Routine, (...operands: number[]) => void>();

  constructor(backend: WasmBackend) {
    this.#backend = backend;
    this.zeros = this.#allocate(panelRowBytes);
    this.scratch = this.#allocate(gemmScratchBytes);
    this.#patches = { address: this.#allocate(4 * patchFloats), floats: patchFloats };
    this.floats(this.zeros, panelRowBytes / 4).fill(0);
  }

  run<Name extends string>(routine: Routine<Name>, operands: Readonly<Record<NoInfer<Name>, number>>): void {
    const values = (Object.keys(routine.parameters) as Name[]).map((name) => operands[name]);
    const run = this.#compiled.get(routine) ?? this.#compile(routine);
    run(...values);
    this.recorder?.({ run, operands: values });
  }

  /** An uninitialised tensor. May move the heap: take no view of it before. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    return this.#backend.makeOutput([...shape], dtype);
  }

  /** Gives back what `output` made, when it was only a step on the way. */
  dispose(tensor: TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  address(tensor: TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A view that lives until the heap next grows. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.#backend.wasm.asm.memory.buffer, address, count);
  }

  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.#backend.wasm.asm.memory.buffer, address, count);
  }

  /** Room for a block of convolution patches: `patchFloats`, or one patch if it is larger than that. */
  patches(taps: number): number {
    // What was too small is kept: recorded calls may still use it.
    if (taps > this.#patches.floats) this.#patches = { address: this.#allocate(4 * taps), floats: taps };
    return this.#patches.address;
  }

  #allocate(bytes: number): number {
    // Addresses above 2 GB come back negative.
    return this.#backend.wasm._malloc(bytes) >>> 0;
  }

  #compile(routine: Routine): (...operands: number[]) => void {
    const exported: Exported = assemble([routine], this.#backend.wasm.asm.memory);
    const run = exported[routine.name] as (...operands: number[]) => void;
    this.#compiled.set(routine, run);
    return run;
  }
}
