/**
 * Works the queue off in its own order, `size` items at once. Once the signal is aborted, or an item's work was rejected,
 * no further one begins; resolves or rejects when those that had begun have ended.
 */
export async function runLanes<Item>(
  size: number,
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // All lanes take from this one iterator.
  const queue = items.values();
  const stop = new AbortController();
  const lane = async () => {
    for (const next of queue) {
      if (signal.aborted || stop.signal.aborted) return;
      await work(next).catch((error) => {
        stop.abort();
        throw error;
      });
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: size }, lane));
  const broken = lanes.find((each) => each.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
}
