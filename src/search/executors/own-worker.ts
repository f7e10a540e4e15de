import { UsageError } from '../../faults/errors.ts';
import { runFleetWorker } from '../../fleet/fleet-worker.ts';
import { openedStudy } from '../../fleet/open-study.ts';
import { thisWorker } from '../../fleet/this-worker.ts';
import type { JobQueue } from '../../queue/job-queue.ts';
import type { Isolation } from '../../runs/open-pool.ts';
import type { StudyData } from '../../runs/parcels/publish-study-data.ts';
import type { Store, Study } from '../../store/store.ts';

export interface OwnWorkerPlace {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly study: Study;
  /** Null where the trials call a function. */
  readonly data: StudyData | null;
}

export interface OwnWorkerSettings {
  readonly db: string;
  /** 0: there is none. */
  readonly slots: number;
  readonly isolation: Isolation;
}

/**
 * The worker of the process that coordinates the study, which trains its trials and no others. `onFailure` is called with
 * the error that ends it, or for which it cannot train the study.
 */
export function openOwnWorker(
  { store, queue, study, data }: OwnWorkerPlace,
  { db, slots, isolation }: OwnWorkerSettings,
  onFailure: (error: unknown) => void,
): { close(): Promise<void> } {
  if (slots === 0) return { close: async () => undefined };
  const end = new AbortController();
  const ignore = () => undefined;
  const run = async () => {
    await runFleetWorker({
      ...{ store, queue, signal: end.signal, graceSeconds: 0 },
      worker: await thisWorker(slots),
      openHere: async (stored) => openedStudy(stored, data, { database: db, slots, isolation }),
      isWanted: (studyId) => studyId === study.id,
      // The search shows what becomes of its trials.
      events: {
        onRefuse: ({ reason }) => onFailure(new UsageError(reason)),
        ...{ onOpen: ignore, onStart: ignore, onEpoch: ignore },
        ...{ onRecord: ignore, onDrop: ignore, onError: ignore },
      },
    });
  };
  const running = run().catch(onFailure);
  return {
    async close() {
      end.abort();
      await running;
    },
  };
}
