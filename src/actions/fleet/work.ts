import { statSync } from 'node:fs';
import { InterruptedError, UsageError } from '../../faults/errors.ts';
import { type Message, message, option, type Wording } from '../../faults/message.ts';
import { entryAt } from '../../files/place.ts';
import { runFleetWorker } from '../../fleet/fleet-worker.ts';
import type { FleetEvents } from '../../fleet/fleet-worker-input.ts';
import { openStudyHere } from '../../fleet/open-study.ts';
import { thisWorker } from '../../fleet/this-worker.ts';
import type { JobQueue } from '../../queue/job-queue.ts';
import { openJobQueue } from '../../queue/open-job-queue.ts';
import type { WorkReport } from '../../reports/fleet/work-report.ts';
import type { NewWorker } from '../../store/machines.ts';
import { hasMachines, openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import type { OptionsOf } from '../options/option.ts';
import { wantedStudies } from './wanted-studies.ts';
import type { workOptions } from './work-options.ts';
import { workTally } from './work-tally.ts';

export type WorkRequest = OptionsOf<typeof workOptions.options>;

export interface WorkWatch extends Omit<FleetEvents, 'onError'> {
  /** How the report words options. Default: as a program does. */
  readonly words?: Wording;
  /** Called once, before the first trial: once aborted, the worker leaves. */
  signal(): AbortSignal;
  onJoin(worker: NewWorker): void;
  note(text: Message): void;
}

/**
 * Trains trials of the studies that other processes coordinate in the same database, until the signal is aborted.
 * UsageError when the database is not one that machines share, RecordingError when a trial could not be recorded.
 */
export async function work(request: WorkRequest, watch: WorkWatch): Promise<WorkReport> {
  const { db, workers: slots, directory, graceSeconds = 0, exitWhenIdleSeconds } = request;
  if (!hasMachines(db)) {
    const needed = 'must be the address of a PostgreSQL database, such as postgres://host/database';
    throw new UsageError(message`${option('db')}: ${needed}, for a file serves one machine; got ${db}`);
  }
  if (directory !== undefined && !entryAt(directory, statSync)?.isDirectory()) {
    throw new UsageError(message`${option('directory')}: there is no folder ${directory}`);
  }
  const startedAt = performance.now();
  const signal = watch.signal();
  const onError = notingOnce(watch);
  const store = await openPatiently(db, signal);
  let queue: JobQueue | undefined;
  try {
    queue = await openJobQueue(db, { onError });
    const worker = await thisWorker(slots);
    const place = {
      ...{ store, database: db, slots, directory, isolation: request },
      acceptsVersions: request.acceptVersions,
    };
    const tally = workTally(watch.words);
    watch.onJoin(worker);
    await runFleetWorker({
      ...{ store, queue, worker, signal, graceSeconds, idleSeconds: exitWhenIdleSeconds },
      openHere: (study) => openStudyHere(study, place),
      ...(request.studies && { isWanted: wantedStudies(store, request.studies) }),
      events: tally.counting({ ...watch, onError }),
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return {
      ...{ worker: worker.id, host: worker.host, processId: worker.processId, db, workers: slots, seconds },
      left: signal.aborted ? 'asked' : 'idle',
      studies: tally.studies(),
    };
  } finally {
    await queue?.close();
    await store.close();
  }
}

/** Waits for a server that does not answer yet. InterruptedError when the signal is aborted meanwhile. */
async function openPatiently(db: string, signal: AbortSignal): Promise<Store> {
  const opening = openStore(db, 'create', { isPatient: true });
  let leave = () => {};
  const asked = new Promise<undefined>((resolve) => {
    leave = () => resolve(undefined);
  });
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  try {
    const store = await Promise.race([opening, asked]);
    if (store !== undefined) return store;
    void opening.then((late) => late.close()).catch(() => undefined);
    throw new InterruptedError(`asked to leave before the database answered: ${db}`);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** A database that is away fails every call: the same error is a note once a minute. */
function notingOnce({ note }: WorkWatch): (error: unknown) => void {
  const notedAt = new Map<string, number>();
  return (error) => {
    const text = error instanceof Error ? error.message : String(error);
    const now = performance.now();
    if (now - (notedAt.get(text) ?? Number.NEGATIVE_INFINITY) < 60_000) return;
    notedAt.set(text, now);
    note(`${text}; the worker goes on`);
  };
}
