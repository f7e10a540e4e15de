import { UsageError } from '../faults/errors.ts';
import type { Stop } from '../reports/stop.ts';
import { abortAfter } from '../runs/abort-after.ts';
import type { Isolation } from '../runs/open-pool.ts';
import { openStudy } from '../runs/open-study.ts';
import { settleArtifacts } from '../runs/study-artifacts.ts';
import { whileLeased } from '../runs/while-leased.ts';
import { samplerOf } from '../samplers/catalogue.ts';
import { halvingOf } from '../schedulers/study-scheduler.ts';
import type { LiveWorker } from '../store/machines.ts';
import { hasMachines, locateStore } from '../store/open-store.ts';
import type { Store, Study } from '../store/store.ts';
import { withNewStore } from '../store/with-store.ts';
import { lastStage, stagedSpec } from '../study/stages/staged-spec.ts';
import type { Trial } from '../study/trial.ts';
import type { Executor } from './executors/executor.ts';
import { localExecutor } from './executors/local-executor.ts';
import { openWorkers, type WarmWorkers } from './executors/warm-workers.ts';
import { openQueue } from './open-queue.ts';
import type { PreparedStudy } from './prepare-study.ts';
import type { Guide } from './schedules/guide.ts';
import { openSchedule } from './schedules/open-schedule.ts';
import { promotedToGo, storedPromotions } from './schedules/stored-promotions.ts';
import { runSearch, type SearchEvents } from './search.ts';

/** A study that this process runs. */
export interface OpenedStudy {
  readonly store: Store;
  readonly study: Study;
  readonly prepared: PreparedStudy;
}

/** The studies that this process is running: a lease excludes other processes, but not this one. */
const running = new Set<string>();

export interface OpeningPlace {
  readonly db: string;
  readonly isBackendPinned: boolean;
  /** True: the study adopts a module that has changed since it began. */
  readonly isModuleAccepted?: boolean;
  /** The located place for large bytes of all studies; default: the one that the study has already. */
  readonly artifacts?: string | undefined;
}

/** Creates a prepared study, or resumes it, and holds its lease for as long as `work` takes. */
export async function withOpenedStudy<T>(
  prepared: PreparedStudy,
  place: OpeningPlace,
  work: (opened: OpenedStudy) => Promise<T>,
): Promise<T> {
  const { name } = prepared.study;
  const key = JSON.stringify([locateStore(place.db), name]);
  if (running.has(key)) throw new UsageError(`study '${name}' is being run by this process already`);
  running.add(key);
  try {
    return await withLease(prepared, place, work);
  } finally {
    running.delete(key);
  }
}

async function withLease<T>(
  prepared: PreparedStudy,
  { db, isBackendPinned, isModuleAccepted, artifacts }: OpeningPlace,
  work: (opened: OpenedStudy) => Promise<T>,
): Promise<T> {
  return withNewStore(db, async (store) => {
    const study = await openStudy(store, prepared.study, isBackendPinned, isModuleAccepted);
    return whileLeased(store, study, async () => {
      await settleArtifacts(store, study, artifacts);
      return work({ store, study, prepared });
    });
  });
}

export interface RunSettings extends Isolation {
  readonly db: string;
  /** Number of trials that run at once in this process. */
  readonly workers: number;
  /** False: only other machines train, where several share the store. */
  readonly trainsHere?: boolean | undefined;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
  /** Seconds after which no trial starts. */
  readonly time?: number | undefined;
  /** Once aborted no trial starts; running ones end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
  /** The requests of people; default: nobody steers the search. */
  readonly guide?: Guide | undefined;
  /** Workers that have started before. */
  readonly warm?: WarmWorkers | undefined;
}

/**
 * Runs the unfinished trials of the study's present stage, and samples those that have not been sampled yet. Returns why
 * the search ended before its last trial, if its budget or the time ended it.
 */
export async function runStudy(opened: OpenedStudy, settings: RunSettings): Promise<Stop | undefined> {
  const { store, study, prepared } = opened;
  const { spec } = prepared.study;
  const { trials, budget } = spec.search;
  const stage = lastStage(spec.search);
  const count = prepared.plan?.below ?? trials;
  const { time = budget?.time, keep, signal, events, guide } = settings;
  const sampler = samplerOf(spec.search.sampler);
  const { dataset } = prepared;
  const openQueues = async (orphans: readonly Trial[]) => {
    const scheduled = await openSchedule({
      ...{ store, study, dataset, count, keep, guide, hasMachines: hasMachines(settings.db) },
    });
    const queue = await openQueue({
      ...{ store, study, sampler, spec: stagedSpec(spec, stage), from: stage?.from ?? 0, count, orphans },
    });
    return { queue, schedule: scheduled(queue) };
  };
  const deadline = abortAfter(time, signal);
  try {
    const place = { ...settings, signal: deadline.signal };
    return await withExecutor(opened, place, openQueues, async (executor, { queue, schedule }) => {
      await runSearch({ executor, schedule, signal: deadline.signal, events, guide });
      const isTimeOver = deadline.signal.aborted && !signal.aborted;
      return endOf(opened, {
        spent: queue.stop?.(),
        below: queue.firstRefused?.(),
        seconds: isTimeOver ? time : undefined,
      });
    });
  } finally {
    deadline.release();
  }
}

interface Ending {
  readonly spent: Stop | undefined;
  /** The first draw that a spent budget with rungs does not start. */
  readonly below: number | undefined;
  /** The time, where it is over. */
  readonly seconds: number | undefined;
}

/** Why the search ended before its last trial; undefined when it did not, or was interrupted. */
async function endOf(opened: OpenedStudy, { spent, below, seconds }: Ending): Promise<Stop | undefined> {
  const { configurations } = opened.prepared;
  const { all, resumable } = await trialsToGo(opened, below);
  // Trials that a spent budget still has promoted are trained before the search ends.
  if (spent !== undefined && resumable === 0) return spent;
  if (all === 0) return configurations === undefined ? undefined : { by: 'configurations', configurations };
  return seconds === undefined ? undefined : { by: 'time', seconds };
}

/** The search's unfinished trials. */
export interface TrialsToGo {
  /** Their number, sampled or not. */
  readonly all: number;
  /** Number of those that are recorded as pruned and will be trained further. */
  readonly promoted: number;
  /** Number of those that have stopped at a rung and will be trained further, also if that was interrupted. */
  readonly resumable: number;
}

/** `below`: the first draw that does not start. */
export async function trialsToGo(
  { store, study, prepared }: OpenedStudy,
  below?: number,
): Promise<TrialsToGo> {
  const { trials } = prepared.study.spec.search;
  const { complete, pruned, failed } = (await store.progress(study.id, trials)).counts;
  const unfinished = trials - complete - pruned - failed;
  const halving = halvingOf(study.spec);
  if (halving === undefined) return { all: unfinished, promoted: 0, resumable: 0 };
  const end = prepared.plan?.below ?? trials;
  const stored = await storedPromotions(store, study, halving, end);
  const { promoted, interrupted } = promotedToGo(stored, Math.min(below ?? end, end));
  return { all: unfinished + promoted, promoted, resumable: promoted + interrupted };
}

/** The workers of this process, or those of all machines that share the store, for as long as `work` takes. */
async function withExecutor<Opened, T>(
  opened: OpenedStudy,
  settings: RunSettings,
  open: (orphans: readonly Trial[]) => Promise<Opened>,
  work: (executor: Executor, queues: Opened) => Promise<T>,
): Promise<T> {
  const { store, study, prepared } = opened;
  const { dataset } = prepared;
  const { db, keep, signal, events, trainsHere } = settings;
  if (hasMachines(db)) {
    const data = dataset && { dataset, initial: prepared.initial?.weights };
    const slots = trainsHere === false ? 0 : settings.workers;
    const onWorkers = (workers: readonly LiveWorker[]) => events.onWorkers?.(workers);
    const place = { ...{ db, keep, signal, slots, onWorkers }, isolation: settings };
    // Imported lazily, since most studies are in a file of one machine.
    const { withMachines } = await import('./executors/with-machines.ts');
    return withMachines({ store, study, data }, place, open, work);
  }
  const queues = await open([]);
  const pool = settings.warm?.take(prepared, study) ?? openWorkers(prepared, study, settings);
  try {
    return await work(localExecutor({ study, store, pool, dataset, keep }, !events.onEndDecides), queues);
  } finally {
    await pool.close();
  }
}
