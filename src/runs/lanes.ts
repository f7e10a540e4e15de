import { abortAfter } from './abort-after.ts';

/**
 * Distributes the items of `next` among `size` lanes, numbered from 0, one to each at a time, until none is left. Once
 * the signal is aborted, or the work on an item is rejected, no further item begins, and `next` may stop waiting: its
 * `stop` is aborted. Settles when all items that had begun have ended.
 */
export async function runLanes<Item>(
  size: number,
  next: (stop: AbortSignal) => Item | undefined | Promise<Item | undefined>,
  signal: AbortSignal,
  work: (item: Item, lane: number) => Promise<void>,
): Promise<void> {
  const stop = abortAfter(undefined, signal);
  const lane = async (number: number) => {
    while (!stop.signal.aborted) {
      const item = await next(stop.signal);
      if (item === undefined) return;
      await work(item, number);
    }
  };
  const lanes = Array.from({ length: size }, (_, number) =>
    lane(number).catch((error) => {
      stop.abort();
      throw error;
    }),
  );
  const ended = await Promise.allSettled(lanes);
  stop.release();
  const broken = ended.find((each) => each.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
}

/** The items of a list in order, for all lanes together. */
export function inOrder<Item>(items: Iterable<Item>): () => Item | undefined {
  const iterator = items[Symbol.iterator]();
  return () => {
    const { done, value } = iterator.next();
    return done ? undefined : value;
  };
}
