import { builtFile } from '../files/built-file.ts';
import type { CallContext } from '../objectives/call-context.ts';
import type { TrialPool } from '../pool/pool.ts';
import { createProcessPool } from '../pool/process-pool.ts';
import { createThreadPool } from '../pool/thread-pool.ts';
import type { LaterData } from '../pool/thread-slot.ts';
import { withSecrets } from '../store/location.ts';
import type { BackendName } from '../study/study-spec.ts';
import type { EarlyContext, WorkerContext } from '../training/worker-context.ts';

/** The isolation of each running trial. Not part of a study, since results do not depend on it. */
export interface Isolation {
  readonly isolation: 'thread' | 'process';
  /** Maximum resident memory of a trial's process. */
  readonly maxMemoryBytes?: number | undefined;
}

/** How many trainings may run at once, and how many there are. */
export interface Places {
  readonly workers: number;
  readonly trainings: number;
}

/**
 * Workers that train models, or call a function: as many as there are trainings, at most `workers`. While fewer trainings run
 * than that, threads of the others help with them.
 */
export function openPool(
  { isolation, maxMemoryBytes }: Isolation,
  { workers, trainings }: Places,
  workerData: WorkerContext | CallContext,
): TrialPool {
  const filename = workerFile('dataset' in workerData ? 'trainer' : 'call');
  const size = poolSize({ workers, trainings });
  const options = { filename, size, workers, workerData: contextOf(workerData, workers) };
  if (isolation === 'thread') return createThreadPool(options);
  return createProcessPool({ ...options, entry: workerFile('slot'), maxMemoryBytes });
}

function poolSize({ workers, trainings }: Places): number {
  return Math.max(1, Math.min(workers, trainings));
}

function contextOf<Context extends WorkerContext | CallContext>(workerData: Context, workers: number) {
  return { ...workerData, threads: workers, database: withSecrets(workerData.database) };
}

/** Threads that train, whose study is still being prepared. */
export interface EarlyPool {
  /** The pool; undefined where it has another backend or number of threads. Called once. */
  complete(places: Places, context: WorkerContext): TrialPool | undefined;
  close(): Promise<void>;
}

/** Starts `count` threads, which load a backend. */
export function openEarlyPool(places: Places, backend: BackendName, count: number): EarlyPool {
  const { workers } = places;
  const size = poolSize(places);
  const workerData: EarlyContext['early'] = { backend, threads: workers };
  const later: LaterData = {};
  const pool = createThreadPool({ filename: workerFile('trainer'), size, workers, workerData, later });
  pool.warm(count);
  return {
    complete(known, context) {
      const isSame = known.workers === workers && poolSize(known) === size && context.backend === backend;
      if (!isSame) return undefined;
      later.value = contextOf(context, workers);
      return pool;
    },
    close: () => pool.close(),
  };
}

function workerFile(name: 'trainer' | 'call' | 'slot'): string {
  return builtFile(`workers/${name}.js`);
}
