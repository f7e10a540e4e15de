import { type DatabaseWait, databaseWaits } from './database-wait.ts';

/** How long a store waits for a database that is locked or cannot be reached, and for which errors. */
export interface Patience {
  /** The location to name while it waits. */
  readonly file: string;
  /** Infinity while trials run, since they must be recorded however long that takes. */
  milliseconds: number;
  /** The reason for an error that may pass; undefined for one that stays. */
  passing: (error: unknown) => DatabaseWait['reason'] | undefined;
  /** Each pause between two tries is this much longer than the one before. */
  readonly pauseStepMilliseconds: number;
  readonly longestPauseMilliseconds: number;
}

/** For a command that a user waits for. */
export const shortMilliseconds = 10_000;

/** Runs `work`, and retries it after errors that may pass; throws the last of them once the patience is over. */
export async function patiently<T>(work: () => T | Promise<T>, patience: Patience): Promise<T> {
  const startedAt = performance.now();
  const { file, pauseStepMilliseconds, longestPauseMilliseconds } = patience;
  for (let pause = pauseStepMilliseconds; ; pause += pauseStepMilliseconds) {
    try {
      return await work();
    } catch (error) {
      const { milliseconds } = patience;
      const waited = performance.now() - startedAt;
      const reason = patience.passing(error);
      if (reason === undefined || waited >= milliseconds) throw error;
      const isEndless = milliseconds === Number.POSITIVE_INFINITY;
      databaseWaits.publish({ file, reason, milliseconds: waited, isEndless } satisfies DatabaseWait);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, longestPauseMilliseconds)));
  }
}
