import { abortAfter } from '../../runs/abort-after.ts';

/**
 * Like `runLanes`, for a number of items at once that changes: `free` resolves when another one may begin, or when its
 * signal is aborted.
 */
export async function runWhileFree<Item>(
  free: (stop: AbortSignal) => Promise<void>,
  next: (stop: AbortSignal) => Promise<Item | undefined>,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const stop = abortAfter(undefined, signal);
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const fail = (error: unknown) => {
    errors.push(error);
    stop.abort();
  };
  try {
    for (;;) {
      await free(stop.signal);
      if (stop.signal.aborted) break;
      const item = await next(stop.signal);
      if (item === undefined) {
        if (running.size === 0) break;
        // As a lane does that has ended its work: by then there may be more.
        await Promise.race(running);
        continue;
      }
      const end = work(item)
        .catch(fail)
        .finally(() => running.delete(end));
      running.add(end);
    }
  } catch (error) {
    fail(error);
  }
  await Promise.all(running);
  stop.release();
  if (errors.length > 0) throw errors[0];
}
