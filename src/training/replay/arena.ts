import type { Heap } from '../wasm-kernels/machine.ts';

/** The allocator of the wasm backend's heap, as its module exports it. */
export type Allocator = Pick<Heap, '_malloc' | '_free'>;

/**
 * The memory of a recorded step. While it is installed, the heap's own allocator gives out the arena's memory: what is
 * freed within the step is used again within it, and by nobody else until `release`, so that the recorded addresses
 * stay the step's own.
 */
export class Arena {
  readonly #heap: Allocator;
  readonly #malloc: Allocator['_malloc'];
  readonly #free: Allocator['_free'];
  readonly #sizes = new Map<number, number>();
  readonly #constants = new Set<number>();
  /** Given out, and not yet given back. */
  readonly #taken = new Set<number>();
  #isMakingConstant = false;
  #idle: number[] = [];

  constructor(heap: Allocator) {
    this.#heap = heap;
    this.#malloc = heap._malloc;
    this.#free = heap._free;
  }

  /** Runs `work` with the arena in the allocator's place. */
  within<T>(work: () => T): T {
    this.#heap._malloc = (bytes) => {
      const address = this.#take(bytes);
      this.#taken.add(address);
      return address;
    };
    this.#heap._free = (address) => this.#giveBack(address);
    try {
      return work();
    } finally {
      this.#heap._malloc = this.#malloc;
      this.#heap._free = this.#free;
    }
  }

  /** What `make` allocates is used by nothing else within the step, before or after: a replay finds it as it is. */
  constant<T>(make: () => T): T {
    this.#isMakingConstant = true;
    try {
      return make();
    } finally {
      this.#isMakingConstant = false;
    }
  }

  /** Whether something of the arena's was not given back: it outlives the step, and another step may find it changed. */
  get isHeld(): boolean {
    return this.#taken.size > 0;
  }

  /** Frees all but what is held, which its holder frees. The step cannot be replayed any more. */
  release(): void {
    for (const address of this.#sizes.keys()) {
      if (!this.#taken.has(address)) this.#free(address);
    }
    this.#sizes.clear();
    this.#constants.clear();
    this.#taken.clear();
    this.#idle = [];
  }

  /** The smallest idle piece that is large enough and not wastefully so, or a new one. */
  #take(bytes: number): number {
    if (this.#isMakingConstant) {
      const address = this.#allocate(bytes);
      this.#constants.add(address);
      return address;
    }
    let best: number | undefined;
    for (const address of this.#idle) {
      const size = this.#sizes.get(address) as number;
      const isBetter = best === undefined || size < (this.#sizes.get(best) as number);
      if (size >= bytes && size <= 2 * bytes && isBetter) best = address;
    }
    if (best === undefined) return this.#allocate(bytes);
    this.#idle = this.#idle.filter((address) => address !== best);
    return best;
  }

  #allocate(bytes: number): number {
    const address = this.#malloc(bytes) >>> 0;
    this.#sizes.set(address, bytes);
    return address;
  }

  /** What the arena did not give out belongs to the heap. */
  #giveBack(address: number): void {
    this.#taken.delete(address);
    if (!this.#sizes.has(address)) this.#free(address);
    else if (!this.#constants.has(address)) this.#idle.push(address);
  }
}
