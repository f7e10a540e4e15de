import { workerData } from 'node:worker_threads';
import {
  done,
  failed,
  given,
  type ProductHelper,
  ready,
  routine,
} from '../src/training/wasm-kernels/threads/product-order.ts';

declare const WebAssembly: {
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** How often this thread looks for an order before it sleeps: some ten microseconds. */
const looks = 2000;

const { module, memory, control, operands } = workerData as ProductHelper;
const { exports } = new WebAssembly.Instance(module, { heap: { memory } });
const routines = Object.values(exports as Record<string, (...operands: number[]) => void>);

/** Computes its part of one matrix product or convolution after the other, until the thread that gives the orders ends. */
Atomics.store(control, ready, 1);
for (let last = 0; ; ) {
  for (let look = 0; Atomics.load(control, given) === last; look++) {
    if (look > looks) Atomics.wait(control, given, last);
  }
  // The next order comes only once this one is done.
  last = Atomics.load(control, given);
  try {
    routines[Atomics.load(control, routine)]?.(...operands);
  } catch {
    Atomics.store(control, failed, 1);
  }
  Atomics.store(control, done, last);
  Atomics.notify(control, done);
}
