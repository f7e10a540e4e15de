import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { assemble } from './code/assembler.ts';
import type { Routine } from './code/routine.ts';
import { gemmScratchBytes } from './gemm/gemm.ts';
import { panelRowBytes } from './gemm/tile.ts';
import { sizeOf } from './shape.ts';

/** The little of tfjs's wasm backend (4.22) that we build on. */
export interface WasmBackend {
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  refCount(dataId: object): number;
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  readonly wasm: Heap;
}

/** The backend's memory and its allocator. */
export interface Heap {
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly asm: { readonly memory: WasmMemory };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A call as it was made: making it again does the same to the same addresses. */
export interface RecordedCall {
  readonly routine: string;
  readonly run: (...operands: number[]) => void;
  readonly operands: readonly number[];
}

type Operands<Name extends string> = Readonly<Record<NoInfer<Name>, number>>;

interface Compiled {
  readonly run: (...operands: number[]) => void;
  /** The parameters, in the order of the operands. */
  readonly names: readonly string[];
}

/** Floats of im2col patches that are made at a time: 512 KB. */
export const patchFloats = 128 * 1024;

/**
 * Runs our routines on the wasm backend's own heap. A routine is compiled when it is first run. Since everything is
 * an address and a count, a call can be recorded and made again; `recorder` sees every one while it is set.
 */
export class Machine {
  recorder: ((call: RecordedCall) => void) | undefined;
  /** Hears of every kernel that did not run as a routine, so that no recording has it. */
  onForeignKernel: ((kernelName: string) => void) | undefined;
  readonly heap: Heap;
  /** `gemmScratchBytes`, for whoever runs; holds nothing between two kernels, and nor do the patches. */
  readonly scratch: number;
  /** Eight zeros, for sums that start from nothing. */
  readonly zeros: number;
  #patches: { readonly address: number; readonly floats: number };
  readonly #backend: WasmBackend;
  readonly #malloc: Heap['_malloc'];
  readonly #compiled = new Map<Routine, Compiled>();

  constructor(backend: WasmBackend) {
    this.#backend = backend;
    this.heap = backend.wasm;
    // Kept: what the machine allocates outlives a recording, which puts an allocator of its own in this one's place.
    this.#malloc = backend.wasm._malloc;
    this.zeros = this.#allocate(panelRowBytes);
    this.scratch = this.#allocate(gemmScratchBytes);
    this.#patches = { address: this.#allocate(4 * patchFloats), floats: patchFloats };
    new Uint8Array(backend.wasm.asm.memory.buffer, this.zeros, panelRowBytes).fill(0);
  }

  run<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): void {
    const call = this.#callOf(routine, operands);
    call.run(...call.operands);
    this.recorder?.(call);
  }

  /** As `run`, of what outlives a step: while calls are recorded it is not done, since nothing is to change then. */
  change<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): void {
    const call = this.#callOf(routine, operands);
    if (this.recorder === undefined) call.run(...call.operands);
    else this.recorder(call);
  }

  /** An uninitialised tensor. May move the heap: take no view of it before. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    return this.#backend.makeOutput([...shape], dtype);
  }

  /** Gives back what `output` made, when it was only a step on the way. */
  dispose(tensor: TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  /** The same memory under another shape. */
  share({ dataId, dtype }: TensorInfo, shape: readonly number[]): TensorInfo {
    this.#backend.incRef(dataId);
    return { dataId, dtype, shape: [...shape] };
  }

  address(tensor: TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A view of `count` floats at an address, which lives until the heap next grows. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.heap.asm.memory.buffer, address, count);
  }

  /** Whether other tensors stand on the same memory. */
  isShared(tensor: TensorInfo): boolean {
    return this.#backend.refCount(tensor.dataId) > 1;
  }

  /** A view of an int32 tensor, which lives until the heap next grows. */
  integers(tensor: TensorInfo): Int32Array {
    return this.integersAt(this.address(tensor), sizeOf(tensor.shape));
  }

  /** As `floats`, of whole numbers. */
  integersAt(address: number, count: number): Int32Array {
    return new Int32Array(this.heap.asm.memory.buffer, address, count);
  }

  /** Room for a block of convolution patches: `patchFloats`, or one patch if it is larger than that. */
  patches(taps: number): number {
    // What was too small is kept: recorded calls may still use it.
    if (taps > this.#patches.floats) this.#patches = { address: this.#allocate(4 * taps), floats: taps };
    return this.#patches.address;
  }

  #allocate(bytes: number): number {
    // Addresses above 2 GB come back negative.
    return this.#malloc(bytes) >>> 0;
  }

  #callOf<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): RecordedCall {
    const { run, names } = this.#compiled.get(routine) ?? this.#compile(routine);
    const values = new Array<number>(names.length);
    for (let index = 0; index < names.length; index++) values[index] = operands[names[index] as Name];
    return { routine: routine.name, run, operands: values };
  }

  #compile(routine: Routine): Compiled {
    const exported = assemble([routine], this.#backend.wasm.asm.memory);
    const run = exported[routine.name] as Compiled['run'];
    const compiled = { run, names: Object.keys(routine.parameters) };
    this.#compiled.set(routine, compiled);
    return compiled;
  }
}
