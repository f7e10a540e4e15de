import { abortAfter } from './abort-after.ts';

/**
 * Gives the items of `next` to `size` lanes, one to each at a time, until there is none left. Once the signal is aborted,
 * or an item's work was rejected, no further one begins, and `next` may stop waiting for one: its `stop` is aborted.
 * Resolves or rejects when those that had begun have ended.
 */
export async function runLanes<Item>(
  size: number,
  next: (stop: AbortSignal) => Item | undefined | Promise<Item | undefined>,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const stop = abortAfter(undefined, signal);
  const lane = async () => {
    while (!stop.signal.aborted) {
      const item = await next(stop.signal);
      if (item === undefined) return;
      await work(item);
    }
  };
  const lanes = Array.from({ length: size }, () =>
    lane().catch((error) => {
      stop.abort();
      throw error;
    }),
  );
  const ended = await Promise.allSettled(lanes);
  stop.release();
  const broken = ended.find((each) => each.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
}

/** The items of a list in its order, for the lanes that ask. */
export function inOrder<Item>(items: Iterable<Item>): () => Item | undefined {
  const iterator = items[Symbol.iterator]();
  return () => {
    const { done, value } = iterator.next();
    return done ? undefined : value;
  };
}
