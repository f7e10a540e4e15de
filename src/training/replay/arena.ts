import type { Heap } from '../wasm-kernels/machine.ts';

/** The allocator that the wasm backend's module exports. */
export type Allocator = Pick<Heap, '_malloc' | '_free'>;

/** Memory that was handed out from one call of the recording until, if ever, it was handed out again. */
export interface Piece {
  readonly address: number;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The memory of a recorded step. While installed, it replaces the heap's allocator: memory that is freed within the
 * step is reused only within the step until `release`, so that the recorded addresses stay reserved for it.
 */
export class Arena {
  readonly #heap: Allocator;
  readonly #malloc: Allocator['_malloc'];
  readonly #free: Allocator['_free'];
  readonly #sizes = new Map<number, number>();
  readonly #constants = new Set<number>();
  /** Addresses that are allocated and not yet freed. */
  readonly #taken = new Set<number>();
  readonly #now: () => number;
  readonly #last = new Map<number, Piece & { to: number }>();
  readonly #pieces: Piece[] = [];
  #isMakingConstant = false;
  #idle: number[] = [];

  /** `now` counts the calls of the recording. */
  constructor(heap: Allocator, now: () => number = () => 0) {
    this.#heap = heap;
    this.#malloc = heap._malloc;
    this.#free = heap._free;
    this.#now = now;
  }

  /** Runs `work` with the arena as the allocator. */
  within<T>(work: () => T): T {
    this.#heap._malloc = (bytes) => {
      const address = this.#take(bytes);
      this.#taken.add(address);
      this.#note(address);
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

  /** Memory that `make` allocates is not shared with anything else in the step, so a replay finds it unchanged. */
  constant<T>(make: () => T): T {
    this.#isMakingConstant = true;
    try {
      return make();
    } finally {
      this.#isMakingConstant = false;
    }
  }

  /** Whether some memory was not freed: it outlives the step, and another step may change it. */
  get isHeld(): boolean {
    return this.#taken.size > 0;
  }

  /** All that was handed out. */
  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** Frees all memory except that still held, which its holder frees. The step cannot be replayed afterwards. */
  release(): void {
    for (const address of this.#sizes.keys()) {
      if (!this.#taken.has(address)) this.#free(address);
    }
    this.#sizes.clear();
    this.#constants.clear();
    this.#taken.clear();
    this.#idle = [];
  }

  /** Takes the smallest idle block that fits without wasting too much, or a new one. */
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

  #note(address: number): void {
    const last = this.#last.get(address);
    if (last !== undefined) last.to = this.#now();
    const piece = {
      ...{ address, bytes: this.#sizes.get(address) as number },
      ...{ from: this.#now(), to: Number.POSITIVE_INFINITY },
    };
    this.#last.set(address, piece);
    this.#pieces.push(piece);
  }

  #allocate(bytes: number): number {
    const address = this.#malloc(bytes) >>> 0;
    this.#sizes.set(address, bytes);
    return address;
  }

  /** Memory that the arena did not allocate is returned to the heap. */
  #giveBack(address: number): void {
    this.#taken.delete(address);
    if (!this.#sizes.has(address)) this.#free(address);
    else if (!this.#constants.has(address)) this.#idle.push(address);
  }
}
