import { Worker } from 'node:worker_threads';
import { builtFile } from '../../../files/built-file.ts';
import { compile } from '../code/assembler.ts';
import type { Routine } from '../code/routine.ts';
import { type Division, divisions, scratchBytes } from './division.ts';
import { controlWords, done, failed, given, type ProductHelper, ready, routine } from './product-order.ts';

/** Fewer multiplications are done before another thread has woken. */
const leastMultiplications = 1_500_000;
/** How often a thread looks before it sleeps: some ten microseconds. */
const looks = 2000;

const routines = divisions.map((division) => division.routine);
const mostOperands = Math.max(...routines.map(({ parameters }) => Object.keys(parameters).length));

interface Helper {
  readonly control: Int32Array;
  readonly operands: Float64Array;
  readonly scratch: number;
}

/**
 * Threads that compute matrix products and convolutions together, each some part of the result. Every number of it is the sum
 * of the same products in the same order as by one thread: results have the same bits with any number of them.
 */
export class ProductCrew {
  readonly #memory: object;
  readonly #size: number;
  readonly #allocate: (bytes: number) => number;
  readonly #helpers: Helper[] = [];
  #module: object | undefined;
  #count: Int32Array | undefined;

  /** `size` counts the thread that asks too. `allocate` returns an address in `memory`, which is shared. */
  constructor(memory: object, size: number, allocate: (bytes: number) => number) {
    this.#memory = memory;
    this.#size = size;
    this.#allocate = allocate;
  }

  /** One Int32: how many threads to use from now on, which may change; by default all. */
  useThreads(count: SharedArrayBuffer | undefined): void {
    this.#count = count && new Int32Array(count);
  }

  /** The routine, with the help of the others where it is one that they share and a call is large. */
  divide(shared: Routine, alone: (...operands: number[]) => void): (...operands: number[]) => void {
    const index = routines.indexOf(shared);
    const division = divisions[index];
    if (division === undefined) return alone;
    return (...operands) => {
      if (division.multiplications(operands) < leastMultiplications) return alone(...operands);
      const helpers = this.ready();
      const [own, ...others] = division.partsOf(operands, 1 + helpers.length);
      const busy = others.map((part, at) => ordered(helpers[at] as Helper, { index, division, part }));
      alone(...(own as number[]));
      busy.forEach(awaitHelper);
    };
  }

  /** The helpers to use that have loaded, which begin to when first asked for; without them the thread computes alone. */
  ready(): readonly Helper[] {
    const threads = this.#count === undefined ? this.#size : Atomics.load(this.#count, 0);
    const wanted = Math.min(threads, this.#size) - 1;
    while (this.#helpers.length < wanted) this.#helpers.push(this.#engage());
    return this.#helpers.slice(0, wanted).filter(({ control }) => Atomics.load(control, ready) === 1);
  }

  #engage(): Helper {
    this.#module ??= compile(routines, true);
    const control = new Int32Array(new SharedArrayBuffer(4 * controlWords));
    const operands = new Float64Array(new SharedArrayBuffer(8 * mostOperands));
    const workerData: ProductHelper = { module: this.#module, memory: this.#memory, control, operands };
    // It ends with this thread, since it holds nothing that keeps a process alive.
    new Worker(builtFile('workers/multiply.js'), { workerData, execArgv: [] }).unref();
    return { control, operands, scratch: this.#allocate(scratchBytes) };
  }
}

interface Order {
  /** The routine's among those of the module. */
  readonly index: number;
  readonly division: Division;
  readonly part: readonly number[];
}

/** Gives a helper its part. */
function ordered(helper: Helper, { index, division, part }: Order): Helper {
  helper.operands.set(part);
  helper.operands[division.scratchIndex] = helper.scratch;
  Atomics.store(helper.control, routine, index);
  Atomics.add(helper.control, given, 1);
  Atomics.notify(helper.control, given);
  return helper;
}

function awaitHelper({ control }: Helper): void {
  const order = Atomics.load(control, given);
  for (let look = 0; ; look++) {
    const last = Atomics.load(control, done);
    if (last === order) break;
    if (look > looks) Atomics.wait(control, done, last);
  }
  if (Atomics.exchange(control, failed, 0) > 0)
    throw new Error('a thread failed at its part of a matrix product or convolution');
}
