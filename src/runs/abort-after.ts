import { setMaxListeners } from 'node:events';

export interface Deadline {
  readonly signal: AbortSignal;
  /** Aborts the signal now. */
  abort(): void;
  /** Removes the timer and the listeners: a program's signal may outlive many searches, and would keep them alive. */
  release(): void;
}

/**
 * Aborted after `seconds`, if given, or with any of `signals`. Not `AbortSignal.any([AbortSignal.timeout(ms)])`:
 * nothing references the timeout signal, so Node may collect it and it never fires.
 */
export function abortAfter(seconds: number | undefined, ...signals: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  // Each lane that waits listens to it, and Node would warn of more than ten.
  setMaxListeners(0, controller.signal);
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  const timer = seconds === undefined ? undefined : setTimeout(abort, seconds * 1000).unref();
  return {
    signal: controller.signal,
    abort,
    release() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', abort);
    },
  };
}
