import { work as run } from '../actions/fleet/work.ts';
import { workOptions } from '../actions/fleet/work-options.ts';
import type { WorkReport } from '../reports/fleet/work-report.ts';
import type { Configuration } from '../study/search-space.ts';
import { onTrial, readProgramOptions, signal } from './program-options.ts';
import type { TrialOf } from './search-options.ts';

export interface WorkOptions {
  /** Address of the PostgreSQL database of the studies. Default: $HPSEARCH_DB. */
  readonly db?: string | undefined;
  /** Number of trials that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Names of the studies to train. Default: all that have work. */
  readonly studies?: readonly string[] | undefined;
  /** Where modules are found on this machine. Default: the folder of each study's space file. */
  readonly directory?: string | URL | undefined;
  /** The isolation of each running trial. Default: a thread. */
  readonly isolation?: 'thread' | 'process' | undefined;
  /** Maximum memory of a trial's process; requires isolation: 'process'. */
  readonly maxMemoryBytes?: number | undefined;
  /** Seconds after the signal in which running trials may end; then they are given back. Default: at once. */
  readonly graceSeconds?: number | undefined;
  /** Seconds without work after which the promise resolves. Default: it waits for more. */
  readonly exitWhenIdleSeconds?: number | undefined;
  /** True: trains also studies that began with other versions or on another processor. Default: false. */
  readonly acceptVersions?: boolean | undefined;
  /** Called with each trial that was recorded here. */
  readonly onTrial?: ((trial: TrialOf<Configuration>) => void) | undefined;
  /** Once aborted no trial starts, running ones are given back, and the promise resolves. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains trials of the searches that other processes run on the same PostgreSQL database, until the signal is aborted or
 * there is no more work. UsageError for a database that is a file. Every failure of a trial is recorded by this or by
 * another worker.
 */
export async function work(options: WorkOptions = {}): Promise<WorkReport> {
  const own = { signal, onTrial };
  const { signal: until, onTrial: tell, ...request } = readProgramOptions(workOptions, own, options);
  return run(request, {
    signal: () => until,
    onJoin() {},
    onOpen() {},
    onRefuse() {},
    onStart() {},
    onEpoch() {},
    onRecord: (_study, trial) => tell?.(trial as never),
    onDrop() {},
    note() {},
  });
}
