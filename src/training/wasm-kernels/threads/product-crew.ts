import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { builtFile } from '../../../files/built-file.ts';
import { compile } from '../code/assembler.ts';
import type { Routine } from '../code/routine.ts';
import {
  controlWords,
  done,
  failed,
  given,
  orderNumbers,
  type ProductHelper,
  ready,
} from './product-order.ts';
import { scratchBytes, scratchName } from './scratch.ts';

/** Fewer multiplications are done before another thread has woken. */
const leastMultiplications = 1_500_000;
/** How often a thread looks before it sleeps: some ten microseconds. */
const looks = 2000;
/** Milliseconds of sleep after which it looks whether the thread that it waits for is still there. */
const longestSleep = 100;

/** A call that any thread can make. */
export interface CrewCall {
  readonly routine: Routine;
  readonly run: (...operands: number[]) => void;
  readonly operands: readonly number[];
}

interface Helper {
  readonly worker: Worker;
  readonly control: Int32Array;
  readonly order: Float64Array;
  /** Its other end is in the helper, and ends with it. */
  readonly lifeline: MessagePort;
  readonly scratch: number;
  /** The routines that it has been sent, by their numbers. */
  readonly known: Map<Routine, number>;
}

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
    const busy = others.filter((part, at) => this.#ordered(helpers[at] as Helper, part));
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
    while (this.#helpers.length < wanted) this.#helpers.push(this.#engage());
    return this.#helpers.slice(0, wanted).filter(({ control }) => Atomics.load(control, ready) === 1);
  }

  #engage(): Helper {
    const control = new Int32Array(new SharedArrayBuffer(4 * controlWords));
    const order = new Float64Array(new SharedArrayBuffer(8 * orderNumbers));
    const { port1: lifeline, port2: held } = new MessageChannel();
    lifeline.unref();
    const workerData: ProductHelper = { memory: this.#memory, control, order, held };
    // It ends with this thread, since it holds nothing that keeps a process alive.
    const worker = new Worker(builtFile('workers/multiply.js'), {
      ...{ workerData, transferList: [held], execArgv: [] },
    });
    worker.unref();
    // A thread that cannot start or dies, as where there are too many, is asked no more: an error would end this one.
    const end = () => Atomics.store(control, ready, 0);
    worker.on('error', end).on('exit', end);
    return { worker, control, order, lifeline, scratch: this.#allocate(scratchBytes), known: new Map() };
  }

  /** Gives a helper its part; false, and nothing is done, where that is too long. */
  #ordered({ worker, control, order, scratch, known }: Helper, part: readonly CrewCall[]): boolean {
    const length = part.reduce((sum, { operands }) => sum + 2 + operands.length, 1);
    if (length > orderNumbers) return false;
    order[0] = part.length;
    let at = 1;
    for (const { routine, operands } of part) {
      if (!known.has(routine)) {
        worker.postMessage(this.#moduleOf(routine));
        known.set(routine, known.size);
      }
      order[at] = known.get(routine) as number;
      order[at + 1] = operands.length;
      order.set(operands, at + 2);
      const own = placeOfScratch(routine);
      if (own >= 0) order[at + 2 + own] = scratch;
      at += 2 + operands.length;
    }
    Atomics.add(control, given, 1);
    Atomics.notify(control, given);
    return true;
  }

  #moduleOf(routine: Routine): object {
    const module = this.#modules.get(routine) ?? compile([routine], true);
    this.#modules.set(routine, module);
    return module;
  }
}

const placesOfScratch = new WeakMap<Routine, number>();

function placeOfScratch(routine: Routine): number {
  const place = placesOfScratch.get(routine) ?? Object.keys(routine.parameters).indexOf(scratchName);
  placesOfScratch.set(routine, place);
  return place;
}

/** Waits for a helper's order; 1 if it failed, or has died before it was done, else 0. */
function failuresOf({ control, lifeline }: Helper): number {
  const order = Atomics.load(control, given);
  for (let look = 0; ; look++) {
    const last = Atomics.load(control, done);
    if (last === order) break;
    if (look <= looks || Atomics.wait(control, done, last, longestSleep) !== 'timed-out') continue;
    // The thread's events arrive only once this one waits no more.
    if (hasOtherEnd(lifeline) || Atomics.load(control, done) === order) continue;
    Atomics.store(control, ready, 0);
    return 1;
  }
  return Atomics.exchange(control, failed, 0);
}

/** Whether the thread with the other end of a channel is there: Node returns false for a message that nobody can receive. */
function hasOtherEnd(port: MessagePort): boolean {
  // The declaration lacks the result.
  const isSent = port.postMessage(null) as unknown;
  return isSent !== false;
}
