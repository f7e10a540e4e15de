import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';
import { onTestFinished } from 'vitest';

/** A system that allows no further thread, until the end of the test. */
export function noMoreThreads(): void {
  const real = threads.Worker;
  threads.Worker = class {
    constructor() {
      throw Object.assign(new Error('EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
    }
  } as unknown as typeof real;
  syncBuiltinESMExports();
  onTestFinished(() => {
    threads.Worker = real;
    syncBuiltinESMExports();
  });
}
