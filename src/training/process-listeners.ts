type Listener = (...values: unknown[]) => void;

/**
 * Runs `work`, then takes away the listeners that code below `folder` has put on this process meanwhile. Listeners of
 * others stay, also those that were added while `work` waited.
 */
export async function withoutListenersOf<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const added: { readonly event: string | symbol; readonly listener: Listener }[] = [];
  const notice = (event: string | symbol, listener: Listener) => {
    if (isCalledFrom(folder)) added.push({ event, listener });
  };
  process.on('newListener', notice);
  try {
    return await work();
  } finally {
    process.off('newListener', notice);
    for (const { event, listener } of added) process.off(event, listener);
  }
}

/** The host may have set another limit, which can be 0. */
function isCalledFrom(folder: string): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  const { stack } = new Error('listener');
  Error.stackTraceLimit = limit;
  return String(stack).includes(folder);
}
