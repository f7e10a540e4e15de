import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { startHelper } from '../../../files/helping-thread.ts';
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
import { scratchName } from './scratch.ts';

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

/** A thread that computes parts of large calls. */
export interface Helper {
  /** Absent where it could not start: it is never ready. */
  readonly worker: Worker | undefined;
  readonly control: Int32Array;
  readonly order: Float64Array;
  /** Its other end is in the helper, and ends with it. */
  readonly lifeline: MessagePort;
  readonly scratch: number;
  /** The routines that it has been sent, by their numbers. */
  readonly known: Map<Routine, number>;
}

/** Starts a thread; `scratch` is the address in `memory` of what it uses alone. */
export function engage(memory: object, scratch: number): Helper {
  const control = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  const order = new Float64Array(new SharedArrayBuffer(8 * orderNumbers));
  const { port1: lifeline, port2: held } = new MessageChannel();
  lifeline.unref();
  const workerData: ProductHelper = { memory, control, order, held };
  // A thread that cannot start or dies, as where there are too many, is asked no more.
  const worker = startHelper('workers/multiply.js', { workerData, transferList: [held] }, () =>
    Atomics.store(control, ready, 0),
  );
  // It ends with this thread, since it holds nothing that keeps a process alive.
  worker?.unref();
  return { worker, control, order, lifeline, scratch, known: new Map() };
}

/** Gives a helper its part; false, and nothing is done, where that is too long. */
export function giveOrder(
  { worker, control, order, scratch, known }: Helper,
  part: readonly CrewCall[],
  moduleOf: (routine: Routine) => object,
): boolean {
  const length = part.reduce((sum, { operands }) => sum + 2 + operands.length, 1);
  if (length > orderNumbers) return false;
  order[0] = part.length;
  let at = 1;
  for (const { routine, operands } of part) {
    if (!known.has(routine)) {
      worker?.postMessage(moduleOf(routine));
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

const placesOfScratch = new WeakMap<Routine, number>();

function placeOfScratch(routine: Routine): number {
  const place = placesOfScratch.get(routine) ?? Object.keys(routine.parameters).indexOf(scratchName);
  placesOfScratch.set(routine, place);
  return place;
}

/** Waits for a helper's order; 1 if it failed, or has died before it was done, else 0. */
export function failuresOf({ control, lifeline }: Helper): number {
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
