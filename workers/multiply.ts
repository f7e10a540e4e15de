import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import {
  done,
  failed,
  given,
  type ProductHelper,
  ready,
} from '../src/training/wasm-kernels/threads/product-order.ts';

declare const WebAssembly: {
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

type Run = (...operands: number[]) => void;

/** How often this thread looks for an order before it sleeps: some ten microseconds. */
const looks = 2000;

const { memory, control, order } = workerData as ProductHelper;
const routines: Run[] = [];

/** The routine of this number; its module was sent before the order. */
function routineAt(index: number): Run {
  while (routines.length <= index) {
    const { message } = receiveMessageOnPort(parentPort as MessagePort) as { readonly message: object };
    const { exports } = new WebAssembly.Instance(message, { heap: { memory } });
    routines.push(Object.values(exports as Record<string, Run>)[0] as Run);
  }
  return routines[index] as Run;
}

function carryOut(): void {
  const calls = order[0] as number;
  for (let call = 0, at = 1; call < calls; call++) {
    const [index, count] = [order[at] as number, order[at + 1] as number];
    at += 2 + count;
    routineAt(index)(...order.subarray(at - count, at));
  }
}

/** Carries out one order after the other, until the thread that gives them ends. */
Atomics.store(control, ready, 1);
for (let last = 0; ; ) {
  for (let look = 0; Atomics.load(control, given) === last; look++) {
    if (look > looks) Atomics.wait(control, given, last);
  }
  // The next order comes only once this one is done.
  last = Atomics.load(control, given);
  try {
    carryOut();
  } catch {
    Atomics.store(control, failed, 1);
    // The numbers of later routines would be wrong where one is missing: this thread is asked no more.
    Atomics.store(control, ready, 0);
  }
  Atomics.store(control, done, last);
  Atomics.notify(control, done);
}
