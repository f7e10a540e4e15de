import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { assemble } from './code/assembler.ts';
import type { Routine } from './code/routine.ts';
import { panelRowBytes } from './gemm/tile.ts';
import { sizeOf } from './shape.ts';
import { type CrewCall, ProductCrew } from './threads/product-crew.ts';
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

/** A recorded call: running it again does the same to the same addresses. */
export interface RecordedCall {
  readonly run: (...operands: number[]) => void;
  readonly operands: readonly number[];
  /** The calls of routines that it makes: one, or several that threads share. */
  readonly calls: readonly CrewCall[];
}

type Operands<Name extends string> = Readonly<Record<NoInfer<Name>, number>>;

interface Compiled {
  readonly run: (...operands: number[]) => void;
  /** Parameter names, in the order of the operands. */
  readonly names: readonly string[];
}

/** Floats per block of im2col patches: 512 KB. */
export const patchFloats = 128 * 1024;

/**
 * Runs routines on the wasm backend's own heap. A routine is compiled when it first runs. All operands are addresses
 * and numbers, so a call can be recorded and run again; `recorder` receives every call while it is set.
 */
export class Machine {
  recorder: ((call: RecordedCall) => void) | undefined;
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
  readonly #compiled = new Map<Routine, Compiled>();

  /** The threads that compute large matrix products and convolutions, at most `threads` of them; one where the memory is not shared. */
  readonly #crew: ProductCrew | undefined;

  constructor(backend: WasmBackend, threads = 1) {
    this.#backend = backend;
    this.heap = backend.wasm;
    // The original allocator: the machine's memory outlives recordings, which replace the heap's allocator.
    this.#malloc = backend.wasm._malloc;
    this.zeros = this.#allocate(panelRowBytes);
    this.scratch = this.#allocate(scratchBytes);
    this.#patches = { address: this.#allocate(4 * patchFloats), floats: patchFloats };
    new Uint8Array(backend.wasm.asm.memory.buffer, this.zeros, panelRowBytes).fill(0);
    const { memory } = backend.wasm.asm;
    if (threads > 1 && (memory.buffer as unknown) instanceof SharedArrayBuffer) {
      this.#crew = new ProductCrew(memory, threads, (bytes) => this.#allocate(bytes));
    }
  }

  /** One Int32: how many threads may compute large matrix products from now on, which may change. */
  useThreads(count: SharedArrayBuffer | undefined): void {
    this.#crew?.useThreads(count);
  }

  /** Bytes of memory that threads share, which Node counts for none of them. */
  get sharedBytes(): number {
    const { buffer } = this.heap.asm.memory;
    return (buffer as unknown) instanceof SharedArrayBuffer ? buffer.byteLength : 0;
  }

  run<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): void {
    this.make(this.callOf(routine, operands));
  }

  /** A call of a routine, which nobody makes yet. */
  callOf<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): CrewCall {
    const { run, names } = this.#compiled.get(routine) ?? this.#compile(routine);
    const values = new Array<number>(names.length);
    for (let index = 0; index < names.length; index++) values[index] = operands[names[index] as Name];
    return { routine, run, operands: values };
  }

  /**
   * Makes the calls of all of up to `count` parts, which threads share: `partsOf(count)` are the same calls in another
   * division, and no call reads a result of another part's.
   */
  together(partsOf: (count: number) => readonly (readonly CrewCall[])[]): void {
    const calls = partsOf(1).flat();
    const crew = this.#crew;
    if (crew === undefined) for (const call of calls) this.make(call);
    else this.#perform({ run: () => crew.together(partsOf), operands: [], calls });
  }

  /** `run` for state that outlives a step: while a step is recorded, the call is recorded but not executed. */
  change<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): void {
    const call = this.callOf(routine, operands);
    if (this.recorder === undefined) call.run(...call.operands);
    else this.recorder(this.recorded(call));
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

  /** A call that threads share where that pays, as a recording has it. */
  recorded(call: CrewCall): RecordedCall {
    const crew = this.#crew;
    const run = crew?.pays(call) === true ? () => crew.make(call) : call.run;
    return { run, operands: call.operands, calls: [call] };
  }

  /** Makes a call. */
  make(call: CrewCall): void {
    if (this.recorder !== undefined) this.#perform(this.recorded(call));
    else if (this.#crew === undefined) call.run(...call.operands);
    else this.#crew.make(call);
  }

  #perform(call: RecordedCall): void {
    call.run(...call.operands);
    this.recorder?.(call);
  }

  #compile(routine: Routine): Compiled {
    const exported = assemble([routine], this.#backend.wasm.asm.memory);
    const run = exported[routine.name] as Compiled['run'];
    const compiled = { run, names: Object.keys(routine.parameters) };
    this.#compiled.set(routine, compiled);
    return compiled;
  }
}
