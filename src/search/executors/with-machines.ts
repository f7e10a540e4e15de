import { openJobQueue } from '../../queue/open-job-queue.ts';
import type { Isolation } from '../../runs/open-pool.ts';
import { publishStudyData, type StudyData } from '../../runs/parcels/publish-study-data.ts';
import { keepAll } from '../../runs/run-claimed.ts';
import { thisRunner } from '../../runs/runner.ts';
import { curveRuleOf } from '../../schedulers/study-scheduler.ts';
import type { LiveWorker } from '../../store/machines.ts';
import type { Store, Study } from '../../store/store.ts';
import type { Trial } from '../../study/trial.ts';
import type { Executor } from './executor.ts';
import { openOwnWorker } from './own-worker.ts';
import { RemoteExecutor } from './remote-executor.ts';
import { takeOver } from './take-over.ts';

export interface MachinesSettings {
  readonly db: string;
  readonly isolation: Isolation;
  /** Number of trials that this process trains at once itself; 0: other machines train all. */
  readonly slots: number;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
  /** Once aborted no trial starts; running ones end and are recorded. */
  readonly signal: AbortSignal;
  onWorkers(workers: readonly LiveWorker[]): void;
}

interface Leased {
  readonly store: Store;
  readonly study: Study;
  /** Null where the trials call a function. */
  readonly data: StudyData | null;
}

/**
 * Opens the queues of a search by `open`, and runs its trials on this and other machines for as long as `work` takes. The
 * data are sent to the store first, for machines that have not got them.
 */
export async function withMachines<Opened, T>(
  leased: Leased,
  settings: MachinesSettings,
  open: (orphans: readonly Trial[]) => Promise<Opened>,
  work: (executor: Executor, opened: Opened) => Promise<T>,
): Promise<T> {
  const { store, study, data } = leased;
  const queue = await openJobQueue(settings.db, { isSupervisor: true });
  try {
    if (data !== null) await publishStudyData(store, study, data);
    const { opened, orphans } = await takeOver({ store, study, queue }, open);
    const executor = new RemoteExecutor({
      ...{ study, store, queue, lease: (await store.renew(study.id, thisRunner())) ?? 0 },
      // A record may still be cut back, so only the schedule decides whose weights are kept.
      keep: curveRuleOf(study.spec) === undefined ? settings.keep : keepAll,
      orphans: new Set(orphans.map(({ trial }) => trial)),
      signal: settings.signal,
      onWorkers: (workers) => settings.onWorkers(workers),
    });
    const own = openOwnWorker({ ...leased, queue }, settings, (error) => executor.fail(error));
    try {
      const result = await work(executor, opened);
      // Not the jobs of a process that has taken the study over.
      await executor.requireLease();
      await queue.forget(study.id);
      return result;
    } finally {
      await own.close();
      await executor.close();
    }
  } finally {
    await queue.close();
  }
}
