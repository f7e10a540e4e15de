import type { TrialPool } from '../../src/pool/pool.ts';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { plainSchedule } from '../../src/search/schedules/schedule.ts';
import { waitingTrials } from '../../src/search/schedules/trial-queue.ts';
import { runSearch, type SearchInput } from '../../src/search/search.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';

/** A search of the study's first trials, and the events that it reported. */
export function searchOf(
  given: { store: Store; study: Study },
  pool: TrialPool,
  { trials = 1000, ...changes }: Partial<SearchInput> & { readonly trials?: number } = {},
) {
  const told: string[] = [];
  const ended: Trial[] = [];
  const events = {
    onStart: (trial: number) => void told.push(`start ${trial}`),
    onEpoch: (trial: number, epoch: number) => void told.push(`epoch ${epoch} of ${trial}`),
    onEnd: (trial: Trial) => {
      told.push(`end ${trial.trial}`);
      ended.push(trial);
    },
  };
  const { signal } = new AbortController();
  const schedule = plainSchedule(waitingTrials(given.store, given.study, () => trials));
  const executor = localExecutor({ ...given, pool, keep: 20 });
  const input = { executor, schedule, signal, events, ...changes };
  return { told, ended, run: () => runSearch(input) };
}

export async function statesOf({ store, study }: { store: Store; study: Study }): Promise<string[]> {
  return (await store.trials(study.id)).map(({ state }) => state);
}
