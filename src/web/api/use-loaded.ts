import { useCallback, useEffect, useState } from 'preact/hooks';
import { sentence } from './sentence.ts';

/** An answer of the server as it stands: absent until it is there. */
export interface Loaded<T> {
  readonly value?: T;
  /** Why it could not be loaded. */
  readonly error?: string;
  /** Asks again, and keeps what is shown until the answer is there. */
  reload(): void;
}

/** Asks the server when the component appears, and again when an element of `causes` changes. */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  causes: readonly unknown[],
): Loaded<T> {
  const [loaded, setLoaded] = useState<{ value?: T; error?: string }>({});
  const [times, setTimes] = useState(0);
  const reload = useCallback(() => setTimes((count) => count + 1), []);
  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (value) => abort.signal.aborted || setLoaded({ value }),
      (error: unknown) => abort.signal.aborted || setLoaded({ error: sentence(error) }),
    );
    return () => abort.abort();
  }, [...causes, times]);
  return { ...loaded, reload };
}
