import type { Patience } from './patience.ts';
import type { Store } from './store.ts';

/** The process that runs a study has trials to record, so it waits for the database without limit. */
export function endlessWhileLeased(store: Store, patience: Patience): Store {
  const { milliseconds } = patience;
  return {
    ...store,
    lease: async (...asked) => {
      const other = await store.lease(...asked);
      if (other === undefined) patience.milliseconds = Number.POSITIVE_INFINITY;
      return other;
    },
    release: async (...held) => {
      await store.release(...held);
      patience.milliseconds = milliseconds;
    },
  };
}
