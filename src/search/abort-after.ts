/**
 * Aborted after `seconds`, where they are given, or with any of `signals`. Of AbortSignal.any with AbortSignal.timeout
 * nobody but the caller holds the timeout, and Node lets it go, and its time, with the next garbage collection.
 */
export function abortAfter(seconds: number | undefined, ...signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  if (seconds !== undefined) setTimeout(abort, seconds * 1000).unref();
  return controller.signal;
}
