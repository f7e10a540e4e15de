import { type DatabaseWait, databaseWaits } from '../../store/database-wait.ts';
import type { Terminal } from '../terminal.ts';

/** A shorter wait is not reported. */
const firstAfterMilliseconds = 2000;
const againAfterMilliseconds = 60_000;

const faults = { locked: 'is locked by another process', unreachable: 'cannot be reached' } as const;

/** Reports a database that is locked or cannot be reached, for as long as `work` takes. */
export async function withWaitNotice<T>(terminal: Terminal, work: () => Promise<T>): Promise<T> {
  let lastNotice = Number.NEGATIVE_INFINITY;
  const handle = (wait: unknown) => {
    const { file, reason, milliseconds, isEndless } = wait as DatabaseWait;
    const isDue = performance.now() - lastNotice >= againAfterMilliseconds;
    if (milliseconds < firstAfterMilliseconds || !isDue) return;
    lastNotice = performance.now();
    const until = isEndless
      ? `until ${reason === 'locked' ? 'it is free' : 'it can'}; Ctrl-C twice leaves at once, and loses the trials that run or wait to be recorded`
      : 'for some seconds';
    terminal.err(`${file} ${faults[reason]}: waiting ${until}`);
  };
  databaseWaits.subscribe(handle);
  try {
    return await work();
  } finally {
    databaseWaits.unsubscribe(handle);
  }
}
