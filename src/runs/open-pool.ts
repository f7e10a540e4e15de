import { builtFile } from '../files/built-file.ts';
import type { CallContext } from '../objectives/call-context.ts';
import type { TrialPool } from '../pool/pool.ts';
import { createProcessPool } from '../pool/process-pool.ts';
import { createThreadPool } from '../pool/thread-pool.ts';
import { withSecrets } from '../store/location.ts';
import type { WorkerContext } from '../training/worker-context.ts';

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
  const filename = workerFile('dataset' in workerData ? 'train' : 'call');
  const size = Math.max(1, Math.min(workers, trainings));
  const context = { ...workerData, threads: workers, database: withSecrets(workerData.database) };
  const options = { filename, size, workers, workerData: context };
  if (isolation === 'thread') return createThreadPool(options);
  return createProcessPool({ ...options, entry: workerFile('slot'), maxMemoryBytes });
}

function workerFile(name: 'train' | 'call' | 'slot'): string {
  return builtFile(`workers/${name}.js`);
}
