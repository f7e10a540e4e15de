type Listener = (...values: unknown[]) => void;

/**
 * Runs `work`, then removes the process listeners that code below `folder` added meanwhile. Listeners of other code
 * stay, including those added while `work` ran.
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

/** Sets `stackTraceLimit` for the check: the host program may have set it as low as 0. */
function isCalledFrom(folder: string): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  const { stack } = new Error('listener');
  Error.stackTraceLimit = limit;
  return String(stack).includes(folder);
}
