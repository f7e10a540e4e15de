export interface Deadline {
  readonly signal: AbortSignal;
  /** Ends the waiting: a program's own signal may outlive many searches, and keeps what listens to it. */
  release(): void;
}

/**
 * Aborted after `seconds`, where they are given, or with any of `signals`. Of AbortSignal.any with AbortSignal.timeout
 * nobody but the caller holds the timeout, and Node lets it go, and its time, with the next garbage collection.
 */
export function abortAfter(seconds: number | undefined, ...signals: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  const timer = seconds === undefined ? undefined : setTimeout(abort, seconds * 1000).unref();
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', abort);
    },
  };
}
