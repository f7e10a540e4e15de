import { compile } from '../code/assembler.ts';
import type { Routine } from '../code/routine.ts';
import { type CrewCall, engage, failuresOf, giveOrder, type Helper } from './product-helper.ts';
import { ready } from './product-order.ts';
import { scratchBytes } from './scratch.ts';

/** Fewer multiplications are done before another thread has woken. */
const leastMultiplications = 1_500_000;

/**
 * Threads that compute large calls together, each some part of the result. Every number of it is the sum of the same products
 * in the same order as by one thread: results have the same bits with any number of them.
 */
export class ProductCrew {
  readonly #memory: object;
  readonly #size: number;
  readonly #allocate: (bytes: number) => number;
  readonly #helpers: Helper[] = [];
  readonly #modules = new Map<Routine, object>();
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

  /** Whether several threads make these calls together sooner than one. */
  pay(calls: readonly Pick<CrewCall, 'routine' | 'operands'>[]): boolean {
    let work = 0;
    for (const { routine, operands } of calls) work += routine.division?.work(operands) ?? 0;
    return work >= leastMultiplications;
  }

  /** Makes one call, or the parts of it that threads share. */
  make(call: CrewCall): void {
    const { routine, run, operands } = call;
    if (!this.pay([call])) run(...operands);
    else {
      this.together(
        (count) =>
          routine.division?.partsOf(operands, count).map((part) => [{ routine, run, operands: part }]) ?? [],
      );
    }
  }

  /** Each thread makes the calls of one part after the other. A call reads no result of another part's. */
  together(partsOf: (count: number) => readonly (readonly CrewCall[])[]): void {
    const helpers = this.ready();
    const [own = [], ...others] = partsOf(1 + helpers.length);
    const moduleOf = (routine: Routine) => this.#moduleOf(routine);
    const busy = others.filter((part, at) => giveOrder(helpers[at] as Helper, part, moduleOf));
    for (const { run, operands } of own) run(...operands);
    let failures = 0;
    // Too long an order is carried out here.
    others.forEach((part, at) => {
      if (busy.includes(part)) failures += failuresOf(helpers[at] as Helper);
      else for (const { run, operands } of part) run(...operands);
    });
    if (failures > 0) throw new Error('a thread failed at its part of a large call');
  }

  /** The helpers to use that have loaded, which begin to when first asked for; without them the thread computes alone. */
  ready(): readonly Helper[] {
    const threads = this.#count === undefined ? this.#size : Atomics.load(this.#count, 0);
    const wanted = Math.min(threads, this.#size) - 1;
    while (this.#helpers.length < wanted)
      this.#helpers.push(engage(this.#memory, this.#allocate(scratchBytes)));
    return this.#helpers.slice(0, wanted).filter(({ control }) => Atomics.load(control, ready) === 1);
  }

  #moduleOf(routine: Routine): object {
    const module = this.#modules.get(routine) ?? compile([routine], true);
    this.#modules.set(routine, module);
    return module;
  }
}
