import type { TrialPool } from '../pool/pool.ts';
import type { Study } from '../store/store.ts';
import { type Backend, openBackend } from '../training/backend.ts';
import { reopenInitialWeights } from './load-initial-weights.ts';
import { openPool, type Places } from './open-pool.ts';
import { reopenData } from './reopen-study.ts';
import { keepAll } from './run-claimed.ts';

/** Workers for a stored study, with its original data and initial weights. */
export interface StoredPool {
  readonly pool: TrialPool;
  /** The study's backend, in this thread. */
  readonly backend: Backend;
}

/** UsageError when its data or weights have changed, or when it has no models. */
export async function openStoredPool(study: Study, database: string, places: Places): Promise<StoredPool> {
  const dataset = await reopenData(study);
  const backend = await openBackend(study.backend);
  const initial = await reopenInitialWeights(study, { db: database, backend });
  const { spec, directory } = study;
  const pool = openPool({ isolation: 'thread' }, places, {
    ...{ database, spec, directory, dataset, initial },
    keep: keepAll,
    backend: study.backend,
  });
  return { pool, backend };
}
