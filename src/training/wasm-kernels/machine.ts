import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { Caller } from './caller.ts';
import { panelRowBytes } from './gemm/tile.ts';
import { sizeOf } from './shape.ts';
import { ProductCrew } from './threads/product-crew.ts';
import { scratchBytes } from './threads/scratch.ts';

/** The parts of the wasm backend of TensorFlow.js (4.22) that are used here. */
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

/** Floats per block of im2col patches: 512 KB. */
export const patchFloats = 128 * 1024;

/**
 * The wasm backend's own heap, and calls of routines on it.
 */
export class Machine extends Caller {
  /** Called for every kernel that does not run as a routine, which a recording would therefore miss. */
  onForeignKernel: ((kernelName: string) => void) | undefined;
  readonly heap: Heap;
  /** `scratchBytes` of scratch memory for the running kernel. Like `patches`, it keeps nothing between kernels. */
  readonly scratch: number;
  /** Eight zeros, the initial values of sums without a bias. */
  readonly zeros: number;
  #patches: { readonly address: number; readonly floats: number };
  readonly #backend: WasmBackend;
  readonly #malloc: Heap['_malloc'];

  constructor(backend: WasmBackend, threads = 1) {
    const { memory } = backend.wasm.asm;
    super(memory);
    this.#backend = backend;
    this.heap = backend.wasm;
    // The original allocator: the machine's memory outlives recordings, which replace the heap's allocator.
    this.#malloc = backend.wasm._malloc;
    this.zeros = this.#allocate(panelRowBytes);
    this.scratch = this.#allocate(scratchBytes);
    this.#patches = { address: this.#allocate(4 * patchFloats), floats: patchFloats };
    new Uint8Array(backend.wasm.asm.memory.buffer, this.zeros, panelRowBytes).fill(0);
    if (threads > 1 && (memory.buffer as unknown) instanceof SharedArrayBuffer) {
      this.engage(new ProductCrew(memory, threads, (bytes) => this.#allocate(bytes)));
    }
  }

  /** Bytes of memory that threads share, which Node counts for none of them. */
  get sharedBytes(): number {
    const { buffer } = this.heap.asm.memory;
    return (buffer as unknown) instanceof SharedArrayBuffer ? buffer.byteLength : 0;
  }

  /** Creates an uninitialised tensor. The heap may grow, which invalidates earlier views. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    return this.#backend.makeOutput([...shape], dtype);
  }

  /** Frees an intermediate tensor from `output`. */
  dispose(tensor: TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  /** A tensor with the same memory and another shape. */
  share({ dataId, dtype }: TensorInfo, shape: readonly number[]): TensorInfo {
    this.#backend.incRef(dataId);
    return { dataId, dtype, shape: [...shape] };
  }

  address(tensor: TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A view of `count` floats at an address; valid until the heap next grows. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.heap.asm.memory.buffer, address, count);
  }

  /** Whether other tensors share the tensor's memory. */
  isShared(tensor: TensorInfo): boolean {
    return this.#backend.refCount(tensor.dataId) > 1;
  }

  /** A view of an int32 tensor; valid until the heap next grows. */
  integers(tensor: TensorInfo): Int32Array {
    return this.integersAt(this.address(tensor), sizeOf(tensor.shape));
  }

  /** A view of `count` int32 numbers at an address; valid until the heap next grows. */
  integersAt(address: number, count: number): Int32Array {
    return new Int32Array(this.heap.asm.memory.buffer, address, count);
  }

  /** Memory for a block of convolution patches: `patchFloats`, or one patch if that is larger. */
  patches(taps: number): number {
    // The smaller block is not freed: recorded calls may still use it.
    if (taps > this.#patches.floats) this.#patches = { address: this.#allocate(4 * taps), floats: taps };
    return this.#patches.address;
  }

  #allocate(bytes: number): number {
    // Addresses above 2 GB are returned as negative numbers.
    return this.#malloc(bytes) >>> 0;
  }
}
