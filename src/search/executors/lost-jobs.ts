import type { JobQueue, LiveJob, SendOptions } from '../../queue/job-queue.ts';
import type { JobProgress } from '../../store/machines.ts';
import type { Store, Study } from '../../store/store.ts';
import { backendOf } from '../../study/study-spec.ts';
import type { JobFlight } from './job-flight.ts';

export interface LostJobs {
  readonly study: Study;
  readonly store: Store;
  readonly queue: JobQueue;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
  /** By trial. */
  readonly flights: ReadonlyMap<number, JobFlight>;
  readonly sending: Pick<SendOptions, 'heartbeatSeconds'>;
}

/** A job younger than this may not be in the queue yet. */
const youngMilliseconds = 2000;

const lostMessage = 'its worker was lost 5 times';

/**
 * Sends jobs again that have vanished without a result, and records trials whose workers were lost too often as failed. A
 * search that ends cancels the jobs that no worker has begun instead.
 */
export async function sweepLostJobs(lost: LostJobs, isEnding: boolean): Promise<void> {
  const { study, store, queue } = lost;
  // Those that begin meanwhile are not in what is read here.
  const flights = new Map(lost.flights);
  if (isEnding) await queue.cancel(study.id);
  if (flights.size === 0) return;
  const live = new Map((await queue.live(study.id)).map((job) => [job.trial, job]));
  // After the jobs: a trial is recorded before its job goes.
  const rows = await store.jobProgress(study.id, [...flights.keys()]);
  const found = new Set(rows.map(({ trial }) => trial));
  for (const [trial, flight] of flights) if (!found.has(trial)) flight.land(false);
  for (const row of rows) {
    const flight = flights.get(row.trial);
    if (flight === undefined || flight.see(row)) continue;
    const job = live.get(row.trial);
    if (job?.state === 'lost') await failLost(lost, row, job, flight);
    else if (job !== undefined || performance.now() - flight.sentAt < youngMilliseconds) continue;
    else if (isEnding) flight.land(false);
    else await sendAgain(lost, row, flight);
  }
}

async function sendAgain({ queue, sending }: LostJobs, row: JobProgress, flight: JobFlight): Promise<void> {
  flight.repetition += 1;
  flight.sentAt = performance.now();
  // The fleet's heartbeat is a getter, which a spread leaves behind.
  const { heartbeatSeconds } = sending;
  await queue.send(flight.job, row.attempt, { heartbeatSeconds, repetition: flight.repetition });
}

async function failLost(
  { study, store, queue, keep }: LostJobs,
  { trial, state, attempt }: JobProgress,
  job: LiveJob,
  { job: { rung } }: JobFlight,
): Promise<void> {
  if (state === 'running') {
    const claim = { studyId: study.id, trial, attempt };
    const history = await store.history(study.id, trial);
    const failure = { kind: 'crash', message: lostMessage } as const;
    const outcome = { state: 'failed', failure, epochs: history.at(-1)?.epoch ?? 0 } as const;
    const result = { outcome, history, seconds: 0, backend: backendOf(study), ...(rung && { rung }) };
    await store.record(claim, result, keep);
  }
  // A trial that waits was given back since, and its job is sent again.
  await queue.remove(study.id, job.id);
}
