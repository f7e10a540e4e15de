import { type LockWait, lockWaits } from '../store/lock-wait.ts';
import type { Terminal } from './terminal.ts';

/** A shorter wait is not reported. */
const firstAfterMilliseconds = 2000;
const againAfterMilliseconds = 60_000;

/** Reports a database that another process has locked, for as long as `work` takes. */
export async function withLockNotice<T>(terminal: Terminal, work: () => Promise<T>): Promise<T> {
  let lastNotice = Number.NEGATIVE_INFINITY;
  const handle = (wait: unknown) => {
    const { file, milliseconds, isEndless } = wait as LockWait;
    const isDue = performance.now() - lastNotice >= againAfterMilliseconds;
    if (milliseconds < firstAfterMilliseconds || !isDue) return;
    lastNotice = performance.now();
    const until = isEndless
      ? 'until it is free; Ctrl-C twice leaves at once, and loses the trials that run or wait to be recorded'
      : 'for some seconds';
    terminal.err(`${file} is locked by another process: waiting ${until}`);
  };
  lockWaits.subscribe(handle);
  try {
    return await work();
  } finally {
    lockWaits.unsubscribe(handle);
  }
}
